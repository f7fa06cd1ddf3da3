import { Icon } from '../../kit/icons/icon.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Badge } from '../../kit/state.tsx';
import { stageLooks } from '../board/stages.ts';
import { AlsoOpen } from '../decisions/presence.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { Appearance } from './appearance.tsx';
import styles from './studio.module.css';
import type { Detail } from './types.ts';
import type { PlaceOnBoard } from './use-place-on-board.ts';

interface StudioHeadProps {
  readonly detail: Detail;
  readonly place: PlaceOnBoard;
}

/** Whose statement it is, where it stands, and the ways on from it. */
export function StudioHead({ detail, place }: StudioHeadProps) {
  const { t } = useWords();
  const nameOf = useStateName();
  const { organisation, review, consent, inProgramme } = detail;
  const stage = place.row?.stage;
  const look = stage && stageLooks[stage];
  return (
    <header className={styles.head}>
      <p className={styles.crumbs}>
        <Go href={place.address} aria-keyshortcuts="H">
          {t('nav.board')}
        </Go>
        <span aria-hidden="true">/</span>
        <Go href={to.programme(review.id)} aria-keyshortcuts="Shift+H">
          {nameOf(review)}
        </Go>
        <span className={styles.ways}>
          <Step to={place.before} icon="back" keys="(" />
          <Step to={place.after} icon="forward" keys=")" />
          {place.waitingAfter && (
            <Go href={to.statement(place.waitingAfter)} aria-keyshortcuts="N">
              {t('studio.next')}
            </Go>
          )}
        </span>
      </p>
      <h1 className={styles.title}>
        <bdi>{organisation.name}</bdi>
      </h1>
      <p className={styles.facts}>
        {look && stage && (
          <Badge tone={look.tone} icon={look.icon}>
            {t(`stage.${stage}`)}
          </Badge>
        )}
        <span>
          {organisation.kind === 'nhri' && organisation.nhriStatus
            ? t('kind.nhriStatus', { status: organisation.nhriStatus })
            : t(`kind.${organisation.kind}`)}
        </span>
        {inProgramme && (
          <span>
            {t('studio.inProgramme', { n: inProgramme.revision, position: inProgramme.position + 1 })}
          </span>
        )}
      </p>
      <Appearance consent={consent} />
      <AlsoOpen statementId={detail.statement.id} />
      {detail.decisions.some((one) => one.needsYes && !one.answer && !one.undoneAt) && (
        <Notice tone="amber" title={t('studio.waitsForYes')}>
          {t('studio.waitsForYesText')}
        </Notice>
      )}
    </header>
  );
}

interface StepProps {
  readonly to: string | undefined;
  readonly icon: 'back' | 'forward';
  readonly keys: string;
}

/** At the ends of the board it stays where it is, and leads nowhere. */
function Step({ to: id, icon, keys }: StepProps) {
  const { t } = useWords();
  const name = t(icon === 'back' ? 'studio.before' : 'studio.after');
  if (id === undefined) {
    return (
      <span className={styles.step} aria-hidden="true">
        <Icon name={icon} size={16} />
      </span>
    );
  }
  return (
    <Go
      href={to.statement(id)}
      className={styles.step}
      aria-label={name}
      aria-keyshortcuts={keys}
      title={`${name} (${keys})`}
    >
      <Icon name={icon} size={16} />
    </Go>
  );
}
