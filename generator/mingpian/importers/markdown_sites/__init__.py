"""Sites of Markdown whose systems share all but their addresses and settings: VuePress, VitePress, Astro, Docusaurus,
Quartz. One module a system says where its texts lie and where their pages stood; the rest is read in one way."""
