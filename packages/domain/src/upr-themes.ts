import type { Theme } from './recommendations.ts';

/**
 * The issues by which UPR Info's database sorts the recommendations of the UPR, with some
 * that its later cycles brought. The staff may change the list; this is what it is until they do.
 */
const THEMES = `
access-to-justice|Justice and fair trial|Justice et procès équitable|Justicia y juicio imparcial|العدالة والمحاكمة العادلة
arbitrary-detention|Detention|Détention|Detención|الاحتجاز
asylum-refugees|Asylum seekers and refugees|Demandeurs d’asile et réfugiés|Solicitantes de asilo y refugiados|طالبو اللجوء واللاجئون
business|Business and human rights|Entreprises et droits humains|Empresas y derechos humanos|الأعمال التجارية وحقوق الإنسان
child-rights|Rights of the child|Droits de l’enfant|Derechos del niño|حقوق الطفل
civil-society|Civil society space|Espace de la société civile|Espacio de la sociedad civil|حيّز المجتمع المدني
climate|Climate change|Changements climatiques|Cambio climático|تغير المناخ
corruption|Corruption|Corruption|Corrupción|الفساد
counter-terrorism|Counter-terrorism|Lutte contre le terrorisme|Lucha contra el terrorismo|مكافحة الإرهاب
cultural-rights|Cultural rights|Droits culturels|Derechos culturales|الحقوق الثقافية
death-penalty|Death penalty|Peine de mort|Pena de muerte|عقوبة الإعدام
development|Development|Développement|Desarrollo|التنمية
digital-rights|Digital rights|Droits numériques|Derechos digitales|الحقوق الرقمية
disabilities|Rights of persons with disabilities|Droits des personnes handicapées|Derechos de las personas con discapacidad|حقوق الأشخاص ذوي الإعاقة
education|Right to education|Droit à l’éducation|Derecho a la educación|الحق في التعليم
elections|Elections|Élections|Elecciones|الانتخابات
enforced-disappearances|Enforced disappearances|Disparitions forcées|Desapariciones forzadas|حالات الاختفاء القسري
environment|Environment|Environnement|Medio ambiente|البيئة
equality|Equality and non-discrimination|Égalité et non-discrimination|Igualdad y no discriminación|المساواة وعدم التمييز
extrajudicial-executions|Extrajudicial executions|Exécutions extrajudiciaires|Ejecuciones extrajudiciales|حالات الإعدام خارج نطاق القضاء
assembly-association|Freedom of association and peaceful assembly|Liberté d’association et de réunion pacifique|Libertad de asociación y de reunión pacífica|حرية تكوين الجمعيات والتجمع السلمي
movement|Freedom of movement|Liberté de circulation|Libertad de circulación|حرية التنقل
expression|Freedom of opinion and expression|Liberté d’opinion et d’expression|Libertad de opinión y de expresión|حرية الرأي والتعبير
press|Freedom of the press|Liberté de la presse|Libertad de prensa|حرية الصحافة
religion|Freedom of religion or belief|Liberté de religion ou de conviction|Libertad de religión o de creencias|حرية الدين أو المعتقد
food|Right to food|Droit à l’alimentation|Derecho a la alimentación|الحق في الغذاء
gender-violence|Gender-based violence|Violence fondée sur le genre|Violencia de género|العنف القائم على نوع الجنس
health|Right to health|Droit à la santé|Derecho a la salud|الحق في الصحة
hiv-aids|HIV and AIDS|VIH et sida|VIH y sida|فيروس نقص المناعة البشرية والإيدز
housing|Right to housing|Droit au logement|Derecho a la vivienda|الحق في السكن
human-rights-defenders|Human rights defenders|Défenseurs des droits humains|Personas defensoras de los derechos humanos|المدافعون عن حقوق الإنسان
human-rights-education|Human rights education and training|Éducation et formation aux droits humains|Educación y formación en derechos humanos|التثقيف والتدريب في مجال حقوق الإنسان
humanitarian-law|International humanitarian law|Droit international humanitaire|Derecho internacional humanitario|القانون الدولي الإنساني
impunity|Impunity and transitional justice|Impunité et justice transitionnelle|Impunidad y justicia transicional|الإفلات من العقاب والعدالة الانتقالية
indigenous-peoples|Indigenous peoples|Peuples autochtones|Pueblos indígenas|الشعوب الأصلية
internally-displaced|Internally displaced persons|Personnes déplacées dans leur propre pays|Personas desplazadas internas|النازحون داخلياً
international-instruments|International instruments|Instruments internationaux|Instrumentos internacionales|الصكوك الدولية
labour|Labour rights|Droits du travail|Derechos laborales|حقوق العمل
land|Right to land|Droit à la terre|Derecho a la tierra|الحق في الأرض
migrants|Migrants|Migrants|Migrantes|المهاجرون
minorities|Minorities|Minorités|Minorías|الأقليات
action-plan|National plan of action|Plan d’action national|Plan de acción nacional|خطة العمل الوطنية
nhri|National human rights institution|Institution nationale des droits de l’homme|Institución nacional de derechos humanos|المؤسسة الوطنية لحقوق الإنسان
older-persons|Rights of older persons|Droits des personnes âgées|Derechos de las personas de edad|حقوق كبار السن
political-participation|Political participation|Participation à la vie politique|Participación política|المشاركة السياسية
poverty|Poverty|Pauvreté|Pobreza|الفقر
prison-conditions|Conditions in prisons|Conditions de détention|Condiciones en las cárceles|الأوضاع في السجون
privacy|Right to privacy|Droit à la vie privée|Derecho a la privacidad|الحق في الخصوصية
public-security|Public security|Sécurité publique|Seguridad pública|الأمن العام
racial-discrimination|Racial discrimination|Discrimination raciale|Discriminación racial|التمييز العنصري
reprisals|Reprisals|Représailles|Represalias|الأعمال الانتقامية
sexual-reproductive-rights|Sexual and reproductive rights|Droits sexuels et reproductifs|Derechos sexuales y reproductivos|الحقوق الجنسية والإنجابية
sogi|Sexual orientation and gender identity|Orientation sexuelle et identité de genre|Orientación sexual e identidad de género|الميل الجنسي والهوية الجنسانية
special-procedures|Special procedures|Procédures spéciales|Procedimientos especiales|الإجراءات الخاصة
state-agents|Violations by state agents|Violations par des agents de l’État|Violaciones por agentes del Estado|انتهاكات موظفي الدولة
statelessness|Statelessness and nationality|Apatridie et nationalité|Apatridia y nacionalidad|انعدام الجنسية والحق في الجنسية
technical-assistance|Technical assistance|Assistance technique|Asistencia técnica|المساعدة التقنية
torture|Torture and other ill-treatment|Torture et autres mauvais traitements|Tortura y otros malos tratos|التعذيب وغيره من ضروب سوء المعاملة
trafficking|Trafficking and slavery|Traite des personnes et esclavage|Trata de personas y esclavitud|الاتجار بالأشخاص والرق
treaty-bodies|Treaty bodies|Organes conventionnels|Órganos de tratados|هيئات المعاهدات
upr-process|UPR process|Processus de l’EPU|Proceso del EPU|عملية الاستعراض الدوري الشامل
water|Right to water and sanitation|Droit à l’eau et à l’assainissement|Derecho al agua y al saneamiento|الحق في المياه والصرف الصحي
women-rights|Women’s rights|Droits des femmes|Derechos de las mujeres|حقوق المرأة
youth|Youth|Jeunesse|Juventud|الشباب
`;

export const UPR_THEMES: readonly Theme[] = THEMES.trim()
  .split('\n')
  .map((line) => {
    const [code = '', en = '', fr = '', es = '', ar = ''] = line.split('|');
    return { code, names: { en, fr, es, ar }, offered: true };
  });
