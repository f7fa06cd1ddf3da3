/** Western figures in place of the Arabic-Indic and Eastern Arabic ones, which many keyboards type. */
export function westernFigures(text: string): string {
  return text
    .replace(/[٠-٩]/g, (figure) => String(figure.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (figure) => String(figure.charCodeAt(0) - 0x06f0));
}

/** The figures alone, as a code is typed: in whichever script, with whatever stands between them. */
export function figuresOf(text: string): string {
  return westernFigures(text).replace(/\D/g, '');
}
