import './aria-ready.ts';
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, I18nProvider, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './tabs.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabItem[];
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const { language } = useKitWords();
  return (
    <I18nProvider locale={language}>
      <AriaTabs
        className={styles.tabs ?? ''}
        {...(selected === undefined ? {} : { selectedKey: selected })}
        onSelectionChange={(key) => onSelect?.(String(key))}
      >
        <TabList aria-label={label} className={styles.list ?? ''}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
              {tab.label}
            </Tab>
          ))}
        </TabList>
        {tabs.map((tab) => (
          <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
            {tab.content}
          </TabPanel>
        ))}
      </AriaTabs>
    </I18nProvider>
  );
}
