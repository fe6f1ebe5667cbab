"""The elements and attributes of SVG that draw (SVG 2, appendices "Element Index" and "Attribute Index").

What acts, loads, or shows anything but a drawing is not among them.
"""

import re

_words = re.compile(r"\S+").findall

ELEMENTS = frozenset(
    _words(
        "a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix"
        " feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
        " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge"
        " feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
        " filter g image line linearGradient marker mask mpath path pattern polygon polyline radialGradient"
        " rect set stop style svg switch symbol text textPath title tspan use view"
    )
)
SILENT = frozenset(["metadata", "namedview", "font", "font-face", "glyph", "missing-glyph", "hkern", "vkern"])
"""What is left out without a word: nobody saw it."""

ATTRIBUTES = frozenset(
    _words(
        # presentation
        "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation"
        " color-interpolation-filters color-rendering cursor direction display dominant-baseline fill"
        " fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings"
        " font-kerning font-size font-size-adjust font-stretch font-style font-variant"
        " font-variation-settings font-weight glyph-orientation-horizontal glyph-orientation-vertical"
        " image-rendering isolation letter-spacing lighting-color marker marker-end marker-mid marker-start"
        " mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering"
        " solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset"
        " stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align"
        " text-anchor text-decoration text-overflow text-rendering transform transform-box transform-origin"
        " unicode-bidi vector-effect visibility white-space word-spacing writing-mode"
        # the others
        "accumulate additive amplitude attributeName attributeType azimuth baseFrequency begin bias by"
        " calcMode class clipPathUnits contentScriptType contentStyleType crossorigin cx cy d"
        " diffuseConstant divisor dur dx dy edgeMode elevation enable-background end exponent filterRes"
        " filterUnits flowDefault from fr fx fy gradientTransform gradientUnits height href id in in2"
        " intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lang"
        " lengthAdjust limitingConeAngle line-height markerHeight markerUnits markerWidth maskContentUnits"
        " maskUnits max media method min mode numOctaves offset operator order orient origin"
        " overline-position pathLength patternContentUnits patternTransform patternUnits points pointsAtX"
        " pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY"
        " repeatCount repeatDur requiredExtensions requiredFeatures restart result role rotate rx ry scale"
        " seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation"
        " stitchTiles style surfaceScale systemLanguage tabindex tableValues targetX targetY textLength"
        " title to type values version viewBox viewTarget width x x1 x2 xChannelSelector y y1 y2"
        " yChannelSelector z zoomAndPan"
    )
)
