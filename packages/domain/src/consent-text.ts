/**
 * What a speaker agrees to, by typing their name. It stands here and not with the words of one page, because
 * two pages ask for it, one of them without scripts, and what is stored is its version: a test holds the words
 * to the version, so that none is changed under a name that agreed to others.
 *
 * When a newer version is written, the speaker is asked again the next time that they change or send anything.
 * What was accepted under an older one stays valid, for what is published and for what is published later from
 * it: an agreement covers what it said, and a new text that asks for more must be accepted before that more is
 * done.
 */
export const CONSENT_TEXT_VERSION = '2026-11-22';

export const CONSENT_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type ConsentLanguage = (typeof CONSENT_LANGUAGES)[number];

export function isConsentLanguage(language: string): language is ConsentLanguage {
  return CONSENT_LANGUAGES.some((one) => one === language);
}

/** Sentences, in the order in which they are read. */
export const CONSENT_TEXT: Readonly<
  Record<ConsentLanguage, readonly [string, string, string, string, string]>
> = {
  en: [
    'The people you choose may watch your video, and read its captions and what you hand in in writing with it. Diplomats of the State that you speak about are among them: those whom you criticise may watch.',
    'Somebody may recognise you without your name: by your face, your voice, your clothes, what you tell, or what can be seen and heard around you.',
    'You can take your statement back at any time. It then stops on our pages within seconds and is erased here. What others have saved, filmed or written down by then cannot be called back.',
    'The secretariat sees your video, your choices and the name that you type here. It may shorten the video, and asks you first before anything that you say is taken out.',
    'You decide freely. If you are not sure, do not send anything yet, and ask the secretariat.',
  ],
  fr: [
    'Les personnes que vous choisissez pourront voir votre vidéo, et lire ses sous-titres et ce que vous remettez par écrit avec elle. Des diplomates de l’État dont vous parlez en font partie : ceux que vous critiquez pourront la regarder.',
    'On peut vous reconnaître sans votre nom : à votre visage, à votre voix, à vos vêtements, à ce que vous racontez, à ce qui se voit et s’entend autour de vous.',
    'Vous pouvez retirer votre déclaration à tout moment. Elle cesse alors d’être diffusée sur nos pages en quelques secondes et elle est effacée chez nous. Ce que d’autres ont enregistré, filmé ou noté d’ici là ne peut pas être repris.',
    'Le secrétariat voit votre vidéo, vos choix et le nom que vous écrivez ici. Il peut raccourcir la vidéo, et vous demande d’abord avant d’enlever quoi que ce soit de ce que vous dites.',
    'Vous décidez librement. En cas de doute, n’envoyez rien pour l’instant et demandez conseil au secrétariat.',
  ],
  es: [
    'Las personas que usted elija podrán ver su vídeo, y leer sus subtítulos y lo que usted entregue por escrito con él. Entre ellas hay diplomáticos del Estado del que habla: aquellos a quienes critica pueden verlo.',
    'Alguien puede reconocerle sin su nombre: por la cara, la voz, la ropa, lo que cuenta o lo que se ve y se oye a su alrededor.',
    'Puede retirar su declaración en cualquier momento. Entonces deja de verse en nuestras páginas en pocos segundos y aquí se borra. Lo que otros hayan guardado, filmado o anotado hasta entonces no se puede recuperar.',
    'La secretaría ve su vídeo, sus elecciones y el nombre que escriba aquí. Puede acortar el vídeo, y le pregunta antes de quitar algo de lo que usted dice.',
    'Usted decide libremente. Si tiene dudas, no envíe nada todavía y consulte a la secretaría.',
  ],
  ar: [
    'يمكن لمن تختارهم أن يشاهدوا الفيديو، وأن يقرؤوا الترجمة المكتوبة وما تسلّمه معه مكتوبًا. ومن بينهم دبلوماسيون من الدولة التي تتحدث عنها: قد يشاهده من تنتقدهم.',
    'قد يتعرّف عليك أحد من دون اسمك: من وجهك أو صوتك أو ملابسك أو ما ترويه أو ما يُرى ويُسمع حولك.',
    'يمكنك سحب كلمتك في أي وقت. عندئذ يتوقف عرضها في صفحاتنا خلال ثوانٍ وتُمحى لدينا. أما ما حفظه غيرك أو صوّره أو دوّنه قبل ذلك فلا يمكن استرجاعه.',
    'ترى الأمانة الفيديو وخياراتك والاسم الذي تكتبه هنا. وقد تقصّر الفيديو، وتسألك أولاً قبل حذف أي شيء مما تقوله.',
    'القرار لك بحرية. إن لم تكن متأكداً فلا ترسل شيئاً الآن، واسأل الأمانة.',
  ],
};

export interface AcceptedText {
  textVersion: string | null;
}

/** Must the speaker read and agree before anything new is done with their video? */
export function mustAccept({ textVersion }: AcceptedText): boolean {
  return textVersion !== CONSENT_TEXT_VERSION;
}

/** From this version on a text in writing is spoken of; before, speakers were told that delegates read it. */
const SPEAKS_OF_WRITING = '2026-11-22';

/** Did the speaker agree that whoever may watch reads what they hand in in writing, with or without a link? */
export function coversWriting({ textVersion }: AcceptedText): boolean {
  // Versions are dates: later ones stand behind.
  return textVersion !== null && textVersion >= SPEAKS_OF_WRITING;
}
