export const root: string;
export const node24: string;
export class Stop extends Error {}
export function endWith(failure: unknown): never;
export function checkNode(version?: string): void;
export function modulesAreCurrent(dir?: string): boolean;
export function ensureModules(options?: { quiet?: boolean }): boolean;
export function hasCommand(name: string): boolean;
export function installMissing(
  wanted: readonly (readonly [command: string, debianPackage: string])[],
  options?: { quiet?: boolean },
): string[];
export function howToInstall(packages: readonly string[]): string;
export function continueOnNode24(script: string, args?: readonly string[]): void;
export function watchParent(onGone: () => void): void;
