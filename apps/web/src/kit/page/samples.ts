import type { Tone } from '../state.tsx';

/** What the kit page shows, in its two scripts. Organisations are invented. */
export interface Samples {
  readonly title: string;
  readonly intro: string;
  readonly buttons: readonly [string, string, string, string, string, string];
  readonly fields: {
    readonly name: string;
    readonly nameHint: string;
    readonly text: string;
    readonly textError: string;
    readonly minutes: string;
    readonly unit: string;
    readonly state: string;
    readonly states: readonly string[];
  };
  readonly consent: {
    readonly legend: string;
    readonly all: string;
    readonly allHint: string;
    readonly some: string;
    readonly confirm: string;
  };
  readonly states: Readonly<Record<Tone, string>>;
  readonly table: {
    readonly caption: string;
    readonly headers: readonly [string, string, string, string];
    readonly rows: readonly {
      readonly name: string;
      readonly place: string;
      readonly ms: number;
      readonly tone: Tone;
      readonly word: string;
    }[];
    readonly empty: string;
  };
  readonly notice: {
    readonly lost: string;
    readonly lostText: string;
    readonly over: string;
    readonly overText: string;
    readonly ready: string;
  };
  readonly sending: string;
  readonly sent: string;
  readonly preparing: string;
  readonly tabs: readonly [string, string, string];
  readonly dialog: {
    readonly open: string;
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly toast: string;
  readonly menu: { readonly open: string; readonly entries: readonly [string, string, string] };
  readonly empty: { readonly title: string; readonly text: string; readonly action: string };
  readonly sections: {
    readonly action: string;
    readonly fields: string;
    readonly states: string;
    readonly time: string;
    readonly waiting: string;
    readonly player: string;
    readonly over: string;
  };
}

export const english: Samples = {
  title: 'The kit',
  intro: 'Every part the pages are made of, in both schemes and both directions.',
  buttons: [
    'Send this statement',
    'Choose a file',
    'Not now',
    'Withdraw',
    'Sending…',
    'Read what happens next',
  ],
  fields: {
    name: 'Name of the organisation',
    nameHint: 'As it should stand in the programme.',
    text: 'Your recommendations',
    textError: 'The text has 4,120 characters. Please shorten it to 4,000.',
    minutes: 'Floor time',
    unit: 'minutes',
    state: 'State under Review',
    states: ['Lebanon', 'Nauru', 'Nepal', 'Oman'],
  },
  consent: {
    legend: 'Who may see it',
    all: 'All Permanent Missions',
    allHint: 'The State under Review is among them.',
    some: 'Only those I choose',
    confirm: 'I have seen the video as it will be shown',
  },
  states: {
    amber: 'Waiting for the speaker',
    green: 'Ready',
    red: 'Needs a cut',
    neutral: 'Not invited yet',
  },
  table: {
    caption: 'Statements for Nepal',
    headers: ['Organisation', 'Where', 'Length', 'State'],
    rows: [
      {
        name: 'National Human Rights Commission',
        place: 'Kathmandu',
        ms: 402_433,
        tone: 'green',
        word: 'Ready',
      },
      { name: 'Hill Women’s Network', place: 'Pokhara', ms: 462_100, tone: 'red', word: 'Needs a cut' },
      {
        name: 'Forum for Open Courts',
        place: 'Geneva',
        ms: 371_000,
        tone: 'amber',
        word: 'Waiting for the speaker',
      },
    ],
    empty: 'Nobody is invited yet.',
  },
  notice: {
    lost: 'The connection dropped at 12 of 48 MB',
    lostText: 'Your video is kept on this phone. Sending goes on by itself when the network is back.',
    over: 'Your video is 7:42. The floor is 7:00.',
    overText: 'Take out 0:42, here or in a new recording.',
    ready: 'Your statement was received',
  },
  sending: 'Sending your video',
  sent: '12 of 48 MB',
  preparing: 'Preparing your video',
  tabs: ['Text', 'Recommendations', 'History'],
  dialog: {
    open: 'Take it back…',
    title: 'Take your statement back?',
    text: 'It will not be shown any more, from this moment. What somebody has already downloaded cannot be called back.',
    yes: 'Take it back',
    no: 'Keep it',
  },
  toast: 'Approved. The speaker is told.',
  menu: { open: 'More', entries: ['Download the text', 'Copy the link', 'Withdraw'] },
  empty: {
    title: 'No statement yet',
    text: 'It will appear here as soon as the first bytes arrive.',
    action: 'Send a reminder',
  },
  sections: {
    action: 'Actions',
    fields: 'Fields',
    states: 'States',
    time: 'Time',
    waiting: 'Waiting',
    player: 'Player',
    over: 'In front of the page',
  },
};

export const arabic: Samples = {
  title: 'مجموعة الأدوات',
  intro: 'كل جزء تُبنى منه الصفحات، في المظهرين وفي الاتجاهين.',
  buttons: ['أرسل هذه الكلمة', 'اختر ملفًا', 'ليس الآن', 'سحب', 'جارٍ الإرسال…', 'اقرأ ما سيحدث بعد ذلك'],
  fields: {
    name: 'اسم المنظمة',
    nameHint: 'كما ينبغي أن يظهر في البرنامج.',
    text: 'توصياتك',
    textError: 'يتكون النص من 4120 حرفًا. يُرجى اختصاره إلى 4000 حرف.',
    minutes: 'مدة الكلمة',
    unit: 'دقائق',
    state: 'الدولة موضوع الاستعراض',
    states: ['لبنان', 'ناورو', 'نيبال', 'عُمان'],
  },
  consent: {
    legend: 'من يمكنه المشاهدة',
    all: 'جميع البعثات الدائمة',
    allHint: 'بما فيها الدولة موضوع الاستعراض.',
    some: 'من أختارهم فقط',
    confirm: 'شاهدتُ الفيديو كما سيُعرض',
  },
  states: { amber: 'في انتظار المتحدث', green: 'جاهز', red: 'يحتاج إلى قص', neutral: 'لم تُرسل الدعوة بعد' },
  table: {
    caption: 'الكلمات الخاصة بلبنان',
    headers: ['المنظمة', 'المكان', 'المدة', 'الحالة'],
    rows: [
      { name: 'الهيئة الوطنية لحقوق الإنسان', place: 'بيروت', ms: 402_433, tone: 'green', word: 'جاهز' },
      { name: 'شبكة نساء الجبل', place: 'زحلة', ms: 462_100, tone: 'red', word: 'يحتاج إلى قص' },
      {
        name: 'منتدى المحاكم المفتوحة',
        place: 'جنيف',
        ms: 371_000,
        tone: 'amber',
        word: 'في انتظار المتحدث',
      },
    ],
    empty: 'لم تُوجَّه أي دعوة بعد.',
  },
  notice: {
    lost: 'انقطع الاتصال بعد 12 من 48 ميغابايت',
    lostText: 'الفيديو محفوظ على هذا الهاتف. يُستأنف الإرسال تلقائيًا عند عودة الشبكة.',
    over: 'مدة الفيديو \u20667:42\u2069، والمدة المتاحة \u20667:00\u2069.',
    overText: 'احذف \u20660:42\u2069 هنا أو سجّل من جديد.',
    ready: 'تم استلام كلمتك',
  },
  sending: 'جارٍ إرسال الفيديو',
  sent: '12 من 48 ميغابايت',
  preparing: 'جارٍ إعداد الفيديو',
  tabs: ['النص', 'التوصيات', 'السجل'],
  dialog: {
    open: 'سحب الكلمة…',
    title: 'هل تريد سحب كلمتك؟',
    text: 'لن تُعرض بعد هذه اللحظة. ما نزّله أحدهم من قبل لا يمكن استرجاعه.',
    yes: 'سحب الكلمة',
    no: 'إبقاؤها',
  },
  toast: 'تمت الموافقة. أُبلغ المتحدث.',
  menu: { open: 'المزيد', entries: ['تنزيل النص', 'نسخ الرابط', 'سحب'] },
  empty: { title: 'لا توجد كلمة بعد', text: 'ستظهر هنا فور وصول أول جزء منها.', action: 'أرسل تذكيرًا' },
  sections: {
    action: 'الأفعال',
    fields: 'الحقول',
    states: 'الحالات',
    time: 'الوقت',
    waiting: 'الانتظار',
    player: 'المشغّل',
    over: 'أمام الصفحة',
  },
};
