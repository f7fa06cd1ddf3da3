/**
 * react-aria would add a style element for `touch-action`, which the content security policy forbids. It
 * leaves it out when an element of this id is there; `dialog.module.css` has the rule instead.
 */
const id = 'react-aria-pressable-style';
if (typeof document !== 'undefined' && !document.getElementById(id)) {
  const mark = document.createElement('meta');
  mark.id = id;
  document.head.append(mark);
}
