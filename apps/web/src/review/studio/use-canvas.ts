import { type RefObject, useEffect, useRef } from 'react';

/** Draws a canvas anew when its size, the scheme or what `draw` closes over changes; at once, without React. */
export function useCanvas(
  draw: (context: CanvasRenderingContext2D, width: number, height: number) => void,
  again: readonly unknown[],
): { readonly canvas: RefObject<HTMLCanvasElement | null>; readonly paint: () => void } {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const paint = useRef(() => {
    const element = canvas.current;
    if (!element) return;
    const { clientWidth, clientHeight } = element;
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    const context = element.getContext('2d');
    if (!context || clientWidth === 0) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, clientWidth, clientHeight);
    latest.current(context, clientWidth, clientHeight);
  }).current;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const resized = new ResizeObserver(paint);
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', paint);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', paint);
    };
  }, [paint]);
  useEffect(paint, again);
  return { canvas, paint };
}
