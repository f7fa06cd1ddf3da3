/** The kit's colours in the notation that old browsers know, and nothing that they might miss. */
export const PLAIN_CSS = `html{scroll-padding-top:5rem}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#101418;background:#f8fafc;word-wrap:break-word;overflow-wrap:anywhere}
.exit{position:-webkit-sticky;position:sticky;top:0;z-index:1;padding:.35rem .5rem;text-align:right;text-align:end;background:#f8fafc;border-bottom:1px solid #dce1e6}
.exit form{margin:0}.exit button{width:auto;min-height:44px;padding:.4rem .9rem}
header{padding:.9rem 1rem;border-bottom:1px solid #dce1e6;font-weight:700;font-size:1.15rem;color:#074d60}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
a{color:#074d60}.action{display:inline-block;padding:.6rem 0}
dl{border-top:1px solid #dce1e6;padding-top:.75rem}dt{color:#4c555e}dd{margin:0 0 .75rem;font-size:1.1rem}
ul{padding:0 1.25rem}
input:not([type=checkbox]):not([type=radio]):not([type=file]){width:100%;min-width:0;box-sizing:border-box;font:inherit;padding:.7rem;margin-top:.25rem;
color:inherit;background:#fff;border:1px solid #6f7983;border-radius:8px}
fieldset{min-width:0;border:0;margin:1rem 0;padding:0}legend{padding:0;font-weight:600}fieldset label,.sure label{display:block;padding:.55rem 0 .55rem 2rem;text-indent:-2rem}
[dir=rtl] fieldset label,[dir=rtl] .sure label{padding:.55rem 2rem .55rem 0}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;margin:0 .25rem;vertical-align:middle}input[type=file]{font:inherit;min-width:0;max-width:100%}
button{font:inherit;font-weight:600;width:100%;min-height:48px;padding:.7rem 1.4rem;color:#fff;background:#074d60;
border:1px solid #074d60;border-radius:8px;white-space:normal}
.quiet,.exit button{color:#074d60;background:none}
button:focus,input:focus,a:focus{outline:3px solid #4a93a8;outline-offset:2px}
[role=alert]{border-left:4px solid #a4262c;padding:.5rem 1rem;background:#fff}div[role=alert] p{margin:.25rem 0}
[dir=rtl] [role=alert]{border-left:0;border-right:4px solid #a4262c}
.error{display:block;margin:.25rem 0;font-weight:600;color:#a4262c}input[aria-invalid]{border-color:#a4262c!important}
.languages{padding:.25rem .5rem;border-bottom:1px solid #dce1e6}.languages form{display:inline}
.languages a,.languages b,.languages button{display:inline-block;width:auto;min-height:0;margin:0;padding:.6rem .5rem}
.languages button{color:#074d60;background:none;border:0;font-weight:400;text-decoration:underline}
blockquote{margin:0 0 1rem;padding:.5rem 1rem;border:1px solid #dce1e6;border-radius:8px;background:#fff}blockquote,li p{white-space:pre-wrap}li p{margin:.1rem 0 .75rem}
.hash{word-break:break-all;font-family:monospace}
@media (min-width:30rem){button{width:auto}}
@media (prefers-color-scheme:dark){html{color-scheme:dark}body,.exit{color:#eef1f4;background:#14181c}.exit,.languages{border-color:#39424a}header{color:#9fd6e6;border-color:#39424a}
a{color:#9fd6e6}dt{color:#b4bdc6}dl{border-color:#39424a}input:not([type=checkbox]):not([type=radio]):not([type=file]){background:#1c2227}
button{color:#0b1a1f;background:#9fd6e6;border-color:#9fd6e6}.quiet,.exit button,.languages button{color:#9fd6e6;background:none}blockquote{border-color:#39424a;background:#1c2227}[role=alert]{background:#1c2227;border-color:#f2878b}[dir=rtl] [role=alert]{border-color:#f2878b}
.error{color:#f2878b}input[aria-invalid]{border-color:#f2878b!important}}
`;
