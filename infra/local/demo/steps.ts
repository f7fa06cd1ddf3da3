export interface Step {
  name: string;
  ms: number;
}

/** Runs the steps one after the other and keeps how long each took. */
export function stepRecorder(say: (line: string) => void): {
  steps: Step[];
  step<T>(name: string, work: () => Promise<T>, tell?: (result: T) => string): Promise<T>;
} {
  const steps: Step[] = [];
  return {
    steps,
    async step(name, work, tell) {
      const began = performance.now();
      try {
        const result = await work();
        const ms = Math.round(performance.now() - began);
        steps.push({ name, ms });
        say(`${name.padEnd(10)} ${(ms / 1000).toFixed(1).padStart(7)} s  ${tell?.(result) ?? ''}`.trimEnd());
        return result;
      } catch (error) {
        steps.push({ name, ms: Math.round(performance.now() - began) });
        throw error;
      }
    },
  };
}
