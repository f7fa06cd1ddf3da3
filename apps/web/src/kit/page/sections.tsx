import { useRef, useState } from 'react';
import { Button, Link } from '../button.tsx';
import { Checkbox, RadioGroup } from '../choice.tsx';
import { Dialog } from '../dialog.tsx';
import { NumberField, Select, TextArea, TextField } from '../field.tsx';
import { Menu } from '../menu.tsx';
import { Notice } from '../notice.tsx';
import { Player, type PlayerController } from '../player/player.tsx';
import { Progress } from '../progress.tsx';
import { Skeleton } from '../skeleton.tsx';
import { Badge, State, type Tone } from '../state.tsx';
import { Actions, Card, EmptyState, Stack } from '../surface.tsx';
import { Table } from '../table.tsx';
import { Tabs } from '../tabs.tsx';
import { FloorTime, Timecode } from '../timecode.tsx';
import { showToast } from '../toast.tsx';
import styles from './kit-page.module.css';
import type { Samples } from './samples.ts';

const rate = { num: 25, den: 1 };
const tones: readonly Tone[] = ['green', 'amber', 'red', 'neutral'];

interface SectionProps {
  readonly samples: Samples;
}

/** `?src=` and `?fresh=` try the player on a stream of this server. */
function addressFrom(name: string): string | undefined {
  const given = new URLSearchParams(location.search).get(name);
  return given?.startsWith('/') && !given.startsWith('//') ? given : undefined;
}

export function Playing() {
  const first = useRef<PlayerController>(null);
  const src = addressFrom('src') ?? '/kit/none.m3u8';
  const fresh = addressFrom('fresh');
  const [ms, setMs] = useState(0);
  return (
    <div className={styles.columns}>
      <Player
        src={src}
        controllerRef={first}
        onTime={setMs}
        {...(fresh ? { refreshSrc: () => Promise.resolve(fresh) } : {})}
      />
      <Stack>
        <p>
          <Timecode ms={ms} rate={rate} />
        </p>
        <Actions>
          <Button onClick={() => first.current?.stepFrames(-1, rate)} icon="back">
            −1
          </Button>
          <Button onClick={() => first.current?.stepFrames(1, rate)} icon="forward">
            +1
          </Button>
          <Button kind="danger" onClick={() => first.current?.stop()}>
            Stop
          </Button>
        </Actions>
      </Stack>
    </div>
  );
}

export const Times = () => (
  <div className={styles.columns}>
    <Stack gap="far">
      <FloorTime usedMs={402_433} limitMs={420_000} />
      <FloorTime usedMs={462_100} limitMs={420_000} />
    </Stack>
    <Stack gap="far">
      <div className={styles.stage}>
        <FloorTime stage usedMs={241_000} limitMs={420_000} minimumMs={252_000} />
      </div>
      <div className={styles.stage}>
        <FloorTime stage usedMs={462_100} limitMs={420_000} />
      </div>
      <FloorTime size="normal" usedMs={420_000} limitMs={420_000} />
      <p>
        <Timecode ms={402_433} /> · <Timecode ms={402_520} rate={rate} /> · <Timecode ms={3_723_000} />
      </p>
    </Stack>
  </div>
);

export function Acting({ samples }: SectionProps) {
  const [main, other, plain, danger, busy, link] = samples.buttons;
  return (
    <Stack gap="far">
      <Actions>
        <Button kind="primary" icon="upload">
          {main}
        </Button>
        <Button icon="file">{other}</Button>
        <Button kind="plain">{plain}</Button>
        <Button kind="danger">{danger}</Button>
        <Button kind="primary" busy={busy}>
          {main}
        </Button>
        <Button disabled>{other}</Button>
      </Actions>
      <Actions>
        <Link href="#main">{link}</Link>
        <Link href="#main" look="button" icon="forward">
          {link}
        </Link>
      </Actions>
    </Stack>
  );
}

export function Fields({ samples: { fields, consent } }: SectionProps) {
  const [audience, setAudience] = useState<'all' | 'some' | undefined>('all');
  const [seen, setSeen] = useState(true);
  return (
    <div className={styles.columns}>
      <Stack gap="far">
        <TextField label={fields.name} hint={fields.nameHint} autoComplete="organization" />
        <TextArea label={fields.text} error={fields.textError} optional />
        <NumberField label={fields.minutes} unit={fields.unit} min={5} max={7} defaultValue={7} />
        <Select label={fields.state} options={fields.states.map((label) => ({ value: label, label }))} />
      </Stack>
      <Stack gap="far">
        <RadioGroup
          label={consent.legend}
          options={[
            { value: 'all', label: consent.all, hint: consent.allHint },
            { value: 'some', label: consent.some },
          ]}
          value={audience}
          onChange={setAudience}
        />
        <Checkbox label={consent.confirm} checked={seen} onChange={setSeen} />
      </Stack>
    </div>
  );
}

export function States({ samples: { states, table, notice } }: SectionProps) {
  return (
    <Stack gap="far">
      <Actions>
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {states[tone]}
          </Badge>
        ))}
      </Actions>
      <div className={styles.columns}>
        <Stack>
          <Notice tone="amber" title={notice.lost} nothingLost>
            {notice.lostText}
          </Notice>
          <Notice tone="green" title={notice.ready} />
        </Stack>
        <Notice tone="red" title={notice.over} nothingLost>
          {notice.overText}
        </Notice>
      </div>
      <Table
        caption={table.caption}
        rows={table.rows}
        rowKey={(row) => row.name}
        selected={table.rows[0]?.name ?? ''}
        columns={[
          { key: 'name', header: table.headers[0], rowHeader: true, cell: (row) => row.name },
          { key: 'place', header: table.headers[1], cell: (row) => row.place },
          { key: 'length', header: table.headers[2], figures: true, cell: (row) => <Timecode ms={row.ms} /> },
          {
            key: 'state',
            header: table.headers[3],
            cell: (row) => <State tone={row.tone}>{row.word}</State>,
          },
        ]}
      />
    </Stack>
  );
}

export const Waiting = ({ samples: { sending, sent, preparing, empty } }: SectionProps) => (
  <div className={styles.columns}>
    <Stack gap="far">
      <Progress label={sending} value={0.25} leftMs={161_000} detail={sent} />
      <Progress label={preparing} value={0.7} leftMs={41_000} mayLeave />
      <Progress label={preparing} value={undefined} leftMs={null} />
      <EmptyState title={empty.title} action={<Button>{empty.action}</Button>}>
        {empty.text}
      </EmptyState>
    </Stack>
    <Stack gap="far">
      <Skeleton shape="title" />
      <Skeleton shape="text" count={3} />
      <Skeleton shape="row" count={2} />
    </Stack>
  </div>
);

export function Over({ samples: { dialog, toast, menu, tabs, table, states } }: SectionProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.columns}>
      <Stack gap="far">
        <Actions>
          <Button onClick={() => setOpen(true)}>{dialog.open}</Button>
          <Button kind="primary" icon="check" onClick={() => showToast({ tone: 'green', text: toast })}>
            {states.green}
          </Button>
          <Menu
            trigger={menu.open}
            label={menu.open}
            onChoose={(id) => showToast({ tone: 'neutral', text: id })}
            entries={[
              { id: 'text', icon: 'download', label: menu.entries[0] },
              { id: 'link', icon: 'copy', label: menu.entries[1] },
              { id: 'withdraw', icon: 'trash', label: menu.entries[2], danger: true },
            ]}
          />
        </Actions>
        <Dialog
          title={dialog.title}
          open={open}
          onClose={() => setOpen(false)}
          alert
          actions={
            <>
              <Button kind="danger" onClick={() => setOpen(false)}>
                {dialog.yes}
              </Button>
              <Button onClick={() => setOpen(false)}>{dialog.no}</Button>
            </>
          }
        >
          <p>{dialog.text}</p>
        </Dialog>
        <Tabs
          label={table.caption}
          tabs={tabs.map((label, index) => ({
            id: String(index),
            label,
            content: <p>{table.rows[index]?.name}</p>,
          }))}
        />
      </Stack>
      <Card title={table.caption} level={3} aside={<Badge tone="green">{states.green}</Badge>}>
        <FloorTime size="normal" usedMs={402_433} limitMs={420_000} />
      </Card>
    </div>
  );
}
