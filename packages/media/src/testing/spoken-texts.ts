export interface SpokenText {
  /** BCP 47. */
  language: string;
  /** As espeak-ng calls it. */
  voice: string;
  paragraphs: readonly (readonly string[])[];
}

/** Statements as they are given: short sentences and long ones, numbers, names, abbreviations. */
export const SPOKEN_TEXTS: readonly SpokenText[] = [
  {
    language: 'en',
    voice: 'en',
    paragraphs: [
      [
        'Mister President, distinguished delegates.',
        'I speak for the Union of Village Teachers, which has 4,200 members in 37 districts.',
        'We thank the State for the open consultations it held last spring.',
      ],
      [
        'In the third cycle, the State accepted recommendation 112.45, on free schooling for every child.',
        'Little has changed since.',
        'Fees are still asked for in six of ten schools, and girls are the first to leave.',
        'Why?',
        'Because families have to choose.',
        'A child who walks two hours a day, in the rain, with nothing eaten, does not learn.',
        'In the northern province, one teacher stands before ninety children.',
      ],
      [
        'Teachers who speak about this in public are moved to other districts, without notice and without pay.',
        'Three of our colleagues were dismissed in 2024.',
        'None of them was heard.',
        'The law on public servants allows it, although the constitution does not.',
      ],
      [
        'We recommend, first, that all fees be ended by 2027.',
        'Second, that teachers be paid on time, every month.',
        'Third, that the figures on enrolment be published every year, by district and by sex.',
        'Fourth, that the law on public servants be brought into line with the constitution.',
        'We also ask delegations to put one question to the State.',
        'What has become of the fund for rural schools that was announced three years ago?',
        'Thank you.',
      ],
    ],
  },
  {
    language: 'fr',
    voice: 'fr-fr',
    paragraphs: [
      [
        'Monsieur le Président, Mesdames et Messieurs les délégués.',
        'Je parle au nom de l’Union des enseignantes et enseignants de village, qui compte 4200 membres dans 37 districts.',
        'Nous remercions l’État pour les consultations tenues au printemps.',
      ],
      [
        'Au troisième cycle, l’État a accepté une recommandation sur l’école gratuite pour chaque enfant.',
        'Peu de choses ont changé depuis.',
        'Des frais sont encore demandés dans six écoles sur dix, et les filles sont les premières à partir.',
        'Pourquoi?',
        'Parce que les familles doivent choisir.',
        'Un enfant qui marche deux heures par jour, sous la pluie, sans avoir mangé, n’apprend pas.',
        'Dans la province du nord, une enseignante se tient devant quatre-vingt-dix enfants.',
      ],
      [
        'Celles et ceux qui en parlent en public sont mutés dans d’autres districts, sans préavis et sans salaire.',
        'Trois de nos collègues ont été licenciés en 2024.',
        'Aucun n’a été entendu.',
        'La loi sur la fonction publique le permet, bien que la constitution ne le permette pas.',
      ],
      [
        'Nous recommandons, premièrement, de mettre fin à tous les frais avant 2027.',
        'Deuxièmement, de payer les enseignants à temps, chaque mois.',
        'Troisièmement, de publier chaque année les chiffres de la scolarisation, par district et par sexe.',
        'Nous demandons aussi aux délégations de poser une question à l’État.',
        'Qu’est devenu le fonds pour les écoles rurales annoncé il y a trois ans?',
        'Je vous remercie.',
      ],
    ],
  },
  {
    language: 'es',
    voice: 'es',
    paragraphs: [
      [
        'Señor Presidente, distinguidas delegaciones.',
        'Hablo en nombre de la Unión de Maestras y Maestros Rurales, que tiene 4200 miembros en 37 distritos.',
        'Agradecemos al Estado las consultas abiertas de la primavera pasada.',
      ],
      [
        'En el tercer ciclo, el Estado aceptó una recomendación sobre la escuela gratuita para cada niña y cada niño.',
        'Poco ha cambiado desde entonces.',
        'Todavía se piden cuotas en seis de cada diez escuelas, y las niñas son las primeras en irse.',
        '¿Por qué?',
        'Porque las familias tienen que elegir.',
        'Una niña que camina dos horas al día, bajo la lluvia, sin haber comido, no aprende.',
        'En la provincia del norte, una maestra atiende a noventa alumnos.',
      ],
      [
        'Quienes hablan de esto en público son trasladados a otros distritos, sin aviso y sin salario.',
        'Tres de nuestras colegas fueron despedidas en 2024.',
        'Ninguna fue escuchada.',
        'La ley del servicio público lo permite, aunque la constitución no lo permite.',
      ],
      [
        'Recomendamos, primero, poner fin a todas las cuotas antes de 2027.',
        'Segundo, pagar a los maestros a tiempo, cada mes.',
        'Tercero, publicar cada año las cifras de matrícula, por distrito y por sexo.',
        'Pedimos también a las delegaciones que hagan una pregunta al Estado.',
        '¿Qué ha sido del fondo para las escuelas rurales que se anunció hace tres años?',
        'Muchas gracias.',
      ],
    ],
  },
  {
    language: 'ar',
    voice: 'ar',
    paragraphs: [
      [
        'سيدي الرئيس، السيدات والسادة المندوبون.',
        'أتحدث باسم اتحاد معلمي القرى، الذي يضم أربعة آلاف عضو في سبع وثلاثين منطقة.',
        'نشكر الدولة على المشاورات المفتوحة التي عقدتها في الربيع الماضي.',
      ],
      [
        'في الجولة الثالثة، قبلت الدولة توصية بشأن التعليم المجاني لكل طفل.',
        'لم يتغير الكثير منذ ذلك الحين.',
        'لا تزال الرسوم تطلب في ست مدارس من كل عشر، والفتيات أول من يغادر.',
        'لماذا؟',
        'لأن الأسر تضطر إلى الاختيار.',
        'الطفل الذي يمشي ساعتين في اليوم، تحت المطر، من دون طعام، لا يتعلم.',
        'في المقاطعة الشمالية، تقف معلمة واحدة أمام تسعين طفلا.',
      ],
      [
        'من يتحدث عن ذلك علنا ينقل إلى مناطق أخرى، من دون إشعار ومن دون راتب.',
        'فصل ثلاثة من زملائنا في العام الماضي.',
        'لم يستمع إلى أي منهم.',
        'يسمح قانون الخدمة العامة بذلك، مع أن الدستور لا يسمح به.',
      ],
      [
        'نوصي أولا بإنهاء جميع الرسوم قبل عام ألفين وسبعة وعشرين.',
        'ثانيا، بدفع رواتب المعلمين في موعدها كل شهر.',
        'ثالثا، بنشر أرقام الالتحاق بالمدارس كل عام، بحسب المنطقة والجنس.',
        'ونطلب من الوفود أن تطرح سؤالا واحدا على الدولة.',
        'ماذا حدث لصندوق المدارس الريفية الذي أعلن عنه قبل ثلاث سنوات؟',
        'شكرا لكم.',
      ],
    ],
  },
];
