/** What the images' Dockerfiles use of the Dockerfile language, read strictly: anything else is an error. */
export type Step =
  | { kind: 'workdir'; path: string }
  | { kind: 'env'; name: string; value: string }
  | { kind: 'copy'; from: string | undefined; sources: string[]; target: string }
  | { kind: 'run'; command: string }
  | { kind: 'user'; name: string }
  | { kind: 'expose'; port: number }
  | { kind: 'healthcheck'; command: string[] }
  | { kind: 'cmd'; command: string[] };

export interface Stage {
  /** The last one has none. */
  name: string | undefined;
  base: string;
  steps: Step[];
}

function execForm(text: string, line: string): string[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed) || !parsed.every((word) => typeof word === 'string')) {
    throw new Error(`not in exec form: ${line}`);
  }
  return parsed;
}

function readStep(line: string): Step {
  const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
  switch (word) {
    case 'WORKDIR':
      return { kind: 'workdir', path: rest };
    case 'ENV': {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(rest) ?? [];
      return { kind: 'env', name, value };
    }
    case 'COPY': {
      const words = rest.split(/\s+/);
      const flag = words[0]?.startsWith('--') ? words.shift() : undefined;
      if (flag !== undefined && !flag.startsWith('--from=')) throw new Error(`not understood: ${line}`);
      const target = words.pop() ?? '';
      return { kind: 'copy', from: flag?.slice('--from='.length), sources: words, target };
    }
    case 'RUN':
      return { kind: 'run', command: rest };
    case 'USER':
      return { kind: 'user', name: rest };
    case 'EXPOSE':
      return { kind: 'expose', port: Number(rest) };
    case 'HEALTHCHECK': {
      const at = rest.indexOf('CMD ');
      return { kind: 'healthcheck', command: execForm(rest.slice(at + 4), line) };
    }
    case 'CMD':
      return { kind: 'cmd', command: execForm(rest, line) };
    default:
      throw new Error(`not understood: ${line}`);
  }
}

export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const from = /^FROM (\S+)(?: AS (\S+))?$/.exec(trimmed);
    if (from) stages.push({ base: from[1] ?? '', name: from[2], steps: [] });
    else stages.at(-1)?.steps.push(readStep(trimmed));
  }
  return stages;
}

export function envOf(stage: Stage): Record<string, string> {
  const entries = stage.steps.flatMap((step) =>
    step.kind === 'env' ? [[step.name, step.value] as const] : [],
  );
  return Object.fromEntries(entries);
}

export function commandOf(stage: Stage, kind: 'cmd' | 'healthcheck'): string[] {
  const step = stage.steps.findLast((candidate) => candidate.kind === kind);
  if (!step || (step.kind !== 'cmd' && step.kind !== 'healthcheck')) throw new Error(`no ${kind}`);
  return step.command;
}
