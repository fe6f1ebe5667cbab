/* Comments are asked for when a reader comes near them, of the server that the site declares. */
const box = document.querySelector("#comments-box");
const { provider, server, src, style, lang } = box.dataset;
const load = async () => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
  if (provider === "waline") {
    const { init } = await import(src);
    init({ el: box, serverURL: server, lang, dark: "auto", emoji: false }); // its pictures would come from another host
  } else {
    const script = Object.assign(document.createElement("script"), { src });
    script.onload = () => twikoo.init({ el: "#comments-box", envId: server, lang });
    document.head.append(script);
  }
};
new IntersectionObserver((seen, watch) => {
  if (seen.some((one) => one.isIntersecting)) {
    watch.disconnect();
    load();
  }
}, { rootMargin: "400px" }).observe(box);
