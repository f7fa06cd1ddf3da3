import { ApiProblem } from '@rostrum/client';
import { compareSpeakingOrder } from '@rostrum/domain';
import { type DragEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Hidden } from '../../kit/hidden.tsx';
import { join } from '../../kit/join.ts';
import { State } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { MoveButtons, movingRow, namePart, useMoving } from '../moving.tsx';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { moved } from './move.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';
import type { Item, Order } from './use-order.ts';

/** The order of the next revision: dragged, or moved with the buttons or Alt and the arrow keys. Kept at once. */
export function OrderList({ programme, order }: { readonly programme: Programme; readonly order: Order }) {
  const { t } = useWords();
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const { list, said, say, part, moved: focusOn } = useMoving<HTMLOListElement>();
  const { items } = order;
  const { obstacles } = programme.draft;
  const byRule = [...items].sort((a, b) => compareSpeakingOrder(a.organisation, b.organisation));
  const isByRule = byRule.every((item, index) => item === items[index]);

  const move = (from: number, target: number) => {
    const item = items[from];
    if (!item || target === from || target < 0 || target >= items.length) return;
    const held = part();
    order.arrange(moved(items, from, target));
    const at = { name: item.organisation.name, n: target + 1, all: items.length };
    focusOn(item.statementId, held, t('programme.moved', at));
  };
  const toRule = () => {
    if (isByRule) return;
    order.arrange(byRule);
    say(t('programme.orderedByRule'));
  };
  const undo = () => {
    if (!order.mayUndo) return;
    order.undo();
    say(t('programme.undone'));
  };
  useKeys({ d: toRule, u: undo });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged !== undefined && over !== undefined) move(dragged, over);
    setDragged(undefined);
    setOver(undefined);
  };

  return (
    <section aria-labelledby="order">
      <div className={styles.sectionHead}>
        <h2 id="order" className={styles.sectionTitle}>
          {t('programme.order')}
        </h2>
        <span className={styles.publishButtons}>
          <Button kind="plain" aria-disabled={isByRule} title={t('programme.byRuleHint')} onClick={toRule}>
            {t('programme.byRule')}
          </Button>
          <Button kind="plain" icon="undo" aria-disabled={!order.mayUndo} onClick={undo}>
            {t('programme.undo')}
          </Button>
        </span>
      </div>
      <p className={styles.soft}>{t('programme.orderHint')}</p>
      {order.error && <ProblemNotice error={order.error} />}
      <ol ref={list} className={styles.items} onDrop={drop} onDragOver={(event) => event.preventDefault()}>
        {items.map((item, index) => (
          <li
            key={item.statementId}
            {...movingRow(item.statementId, (by) => move(index, index + by))}
            className={join(
              styles.item,
              dragged === index && styles.dragged,
              over === index &&
                dragged !== undefined &&
                dragged !== index &&
                (dragged > index ? styles.above : styles.under),
            )}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', item.organisation.name);
              setDragged(index);
            }}
            onDragEnter={() => setOver(index)}
            onDragEnd={() => {
              setDragged(undefined);
              setOver(undefined);
            }}
          >
            <span className={styles.number}>{index + 1}</span>
            <Row item={item} obstacle={obstacles.find((one) => one.statementId === item.statementId)?.code} />
            <MoveButtons
              className={styles.moves}
              up={t('programme.up', { name: item.organisation.name })}
              down={t('programme.down', { name: item.organisation.name })}
              first={index === 0}
              last={index === items.length - 1}
              onMove={(by) => move(index, index + by)}
            />
          </li>
        ))}
      </ol>
      <div aria-live="polite">
        <Hidden>{said}</Hidden>
      </div>
    </section>
  );
}

function Row({ item, obstacle }: { readonly item: Item; readonly obstacle: string | undefined }) {
  const { t } = useWords();
  // Its own, as the floor time has it; the whole with its cards stands in the meter.
  const ownMs = item.lengthMs - item.cardMs;
  const text = useProblemText();
  return (
    <>
      <span className={styles.itemName}>
        <Go href={to.statement(item.statementId)} draggable={false} {...namePart}>
          {item.organisation.name}
        </Go>
        <span className={styles.soft}>
          {item.organisation.kind === 'nhri' && item.organisation.nhriStatus
            ? t('kind.nhriStatus', { status: item.organisation.nhriStatus })
            : t(`kind.${item.organisation.kind}`)}
        </span>
      </span>
      <span className={styles.itemState}>
        {item.kind === 'statement' ? (
          <State tone="green">{t('programme.shown')}</State>
        ) : (
          <State tone="amber" icon="info">
            {t('programme.card')}
          </State>
        )}
        {obstacle && (
          <span className={styles.soft}>
            {text(new ApiProblem({ code: obstacle, status: 0, title: obstacle }))}
          </span>
        )}
      </span>
      <span className={styles.itemLength}>{ownMs > 0 && <Timecode ms={ownMs} />}</span>
    </>
  );
}
