"""Short programs in many languages, written for these tests."""

SNIPPETS = {
    "python": '''\
from __future__ import annotations

import os.path as p


@dataclass(frozen=True)
class Card(Base):
    """A name card."""

    name: str = "林语"
    age: int = 0x1F

    async def hello(self, *args: int, **kw) -> str:
        # 注释
        if not self.name and len(args) >= 3:
            raise ValueError(f"bad {self.name!r}: {args[0]:>10}")
        match args:
            case [x, *_]:
                return rb"\\x00" + b'' if x else None
        return "你好 " + str(sum(x**2 for x in range(10)))
''',
    "javascript": """\
import { a, b as c } from "./x.js";
const card = { name: "林语", age: 30, re: /ab+c/gi };
async function hello(x, ...rest) {
  // 注释
  if (x === null || rest.length > 3) throw new Error(`bad ${x} and ${rest[0]}`);
  return await fetch("https://a.cn/" + x).then((r) => r.json());
}
class A extends B { static #p = 1; get v() { return this.#p ** 2 ?? 0; } }
""",
    "typescript": """\
interface Card<T extends string> { readonly name: T; tags?: string[] }
enum Kind { A = 1, B }
export const f = <T,>(x: T | null): x is T => x !== null;
declare module "x" { type Y = keyof typeof z }
""",
    "toml": """\
title = "站点"
[brand]
color = "#aa0000"
sizes = [1, 2.5, 1e3]
date = 2026-01-01T00:00:00Z
[[menus]]
name = '关于'
on = true  # 注释
text = '''
多行'''
""",
    "yaml": """\
# 注释
title: 名片
tags: [a, "b", 'c']
nested: &x
  - k: !!str 1
    v: >-
      folded
  - *x
""",
    "json": '{"name": "林语", "n": [1, -2.5e3, true, null], "o": {"\\u4e2d": "\\n"}}\n',
    "go": """\
package main

import ("fmt"; "net/http")

type Card struct { Name string `json:"name"`; Age int }

func (c *Card) Hello(w http.ResponseWriter) error {
	// 注释
	if c.Age < 0x10 || len(c.Name) == 0 { return fmt.Errorf("bad %v", c) }
	for i := 0; i < 10; i++ { go func() { ch <- 'x' }() }
	return nil
}
""",
    "bash": """\
#!/bin/bash
set -euo pipefail
NAME="林语"
for f in *.md; do
  if [[ -f "$f" && $(wc -l < "$f") -gt 10 ]]; then
    echo "hi ${NAME} $f" | tee -a out.log >&2   # 注释
  fi
done
cat <<EOF
text $NAME $((1 + 2))
EOF
case "$1" in start) run --port=80 ;; *) exit 1 ;; esac
""",
    "rust": """\
#[derive(Debug, Clone)]
pub struct Card<'a> { name: &'a str, n: u8 }
impl<'a> Card<'a> {
    /// 文档
    pub fn new(name: &'a str) -> Option<Self> { Some(Self { name, n: 0xff_u8 }) }
}
fn main() { let v = vec![1, 2]; println!("{:?} {}", v, r#"raw"#); loop { break 'a; } }
""",
    "c": """\
#include <stdio.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
typedef struct { char *name; unsigned int n : 3; } card;
int main(int argc, char **argv) { /* 注释 */ printf("%d\\n", MAX(1, 0x2)); return 'a' == 97; }
""",
    "cpp": """\
#include <vector>
namespace m { template <typename T> class Card : public Base<T> { virtual ~Card() = default; }; }
auto f = [&](int x) noexcept -> int { return x * 2; }; // 注释
std::string s = R"(raw)"; constexpr double d = 1.5e-3;
""",
    "java": """\
package cn.a;
import java.util.*;
/** 文档 {@link X} */
@Override public final class Card<T> extends Base implements X { private static final long N = 1L; }
record R(int a) { R { if (a < 0) throw new Error("坏" + 'c'); } }
""",
    "kotlin": """\
data class Card(val name: String = "林语", var n: Int? = null)
fun main() { val x = listOf(1, 2).map { it * 2 }; println("$x ${x.size}") /* 注释 */ }
""",
    "swift": """\
import Foundation
@main struct Card: Codable { var name: String = "林语 \\(1 + 2)"; let n: Int? }
func f<T>(_ x: T) throws -> T where T: Equatable { guard let y = x as? Int else { return x }; return x }
""",
    "ruby": """\
# 注释
class Card < Base
  attr_reader :name
  def initialize(name: "林语", *rest, &b) = @name = %w[a b].map(&:to_s).join("#{name} ")
  puts <<~TXT
    text #{1 + 2}
  TXT
  x = y =~ /ab+#{c}/i ? :a : nil
end
""",
    "php": """\
<html><?php
namespace A\\B; // 注释
final class Card { public function __construct(private ?string $name = "林语 {$x}") {} }
echo <<<EOT
text $name
EOT;
?></html>
""",
    "perl": 'my %h = (a => 1); # 注释\nwhile (<STDIN>) { s/(\\w+)/<$1>/g if m{^a}x; print "$_ @{[1]}\\n"; }\n',
    "lua": 'local t = { a = 1, ["b"] = "林语" } -- 注释\nfor k, v in pairs(t) do print(k .. v, [[long]]) end\n',
    "sql": "-- 注释\nSELECT a.name, count(*) AS n FROM members a LEFT JOIN b USING (id) WHERE x = '林' LIMIT 5;\n",
    "html": '<!DOCTYPE html>\n<p class="a" data-x=1>名片 &amp; <b>b</b><!-- c --></p><script>let a = 1</script>\n',
    "xml": '<?xml version="1.0"?>\n<a:b xmlns:a="x"><![CDATA[c]]><d e="f"/>名片</a:b>\n',
    "css": "@media (min-width: 40em) { .card > a:hover::before { color: #fff; --x: calc(1px + 2em) } } /* 注 */\n",
    "scss": "$c: #fff; .a { &:hover { color: darken($c, 5%); @include m($x...) } } // 注释\n",
    "diff": "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ f\n-旧\n+新\n same\n",
    "docker": 'FROM python:3.11 AS b\n# 注释\nRUN pip install . && echo "$X"\nCMD ["a", "b"]\n',
    "make": "site: a b ## 注释\n\t@$(PY) -m x $< > $@\nX ?= $(shell ls)\nifdef Y\nendif\n",
    "ini": "; 注释\n[a]\nk = v\nx: y\n",
    "nginx": 'server { listen 80; location ~ \\.php$ { proxy_pass http://a; } # 注释\n add_header X "y"; }\n',
    "console": "$ pip install mingpian\nok\n# root\n>>> no\n",
    "pycon": ">>> x = [1]\n>>> for i in x:\n...     print(i)\n1\nTraceback (most recent call last):\n",
    "jinja": "{% for x in xs if x.on %}{{ x.name|e }}{# 注释 #}{% endfor %}\n",
    "markdown": "# 标题\n\n- [ ] **粗** `code` [a](b)\n\n```python\nx = 1\n```\n",
    "latex": "\\documentclass{a} % 注释\n$x_1^2$ \\begin{b}[c] \\[ y \\] \\end{b}\n",
    "haskell": "module A where\nf :: Int -> Maybe a\nf x | x > 0 = Just $ do { y <- g; pure (y, \"a\", 'c') }\n",
    "r": 'x <- c(1, 2.5e3) # 注释\nf <- function(a = TRUE, ...) { if (a %in% x) "b" else NULL }\n',
    "vim": 'let g:x = 1 " 注释\nnnoremap <leader>a :call F()<CR>\nfunction! F() abort\nendfunction\n',
    "powershell": "$x = Get-Item -Path 'a' | Where-Object { $_.Name -like \"b$c*\" } # 注释\n",
    "csharp": """\
// 注释
public record Card(string? Name) { int X => Name is { Length: > 3 } ? $"{Name}".Length : @"a"[0]; }
""",
    "elixir": 'defmodule A do\n  @doc "x #{1}"\n  def f(x) when x > 0, do: x |> g(:a, k: ~r/b/)\nend\n',
    "nix": "{ pkgs ? import <nixpkgs> { } }: rec { x = \"a ${y}\"; z = ''b''; } # 注释\n",
}

MIXED = (
    "".join(SNIPPETS[name] for name in ("python", "html", "bash", "ruby", "sql"))
    + "<?php echo 1 ?> {% if x %}{{ y|z }}{% endif %} -- c\n# h1\n> q\n@a: b;\n/* c */ (* d *) %e \\f{g} ;h\n"
)
