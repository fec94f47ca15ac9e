using EligibilityService.Application.Applications;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Partnerships;

namespace EligibilityService.Application.Calls;

/// <summary>What a question asks, in general; and of each entry how it is called and what is possible there.</summary>
internal sealed record QuestionWords(Text Asks)
{
    public Dictionary<string, ParameterWords> Parameters { get; } = [];

    public ParameterWords this[string parameter]
    {
        init => Parameters[parameter] = value;
    }
}

/// <summary>What an entry is called, and its bounds.</summary>
internal sealed record ParameterWords(
    Text Label, decimal? Least = null, decimal? Most = null, int? Decimals = null, IReadOnlyList<CatalogueWord>? Words = null, IReadOnlyList<CatalogueList>? Lists = null, Text? Help = null);

/// <summary>The words and bounds of every question. One place: shape rules, pages and the API take them from here.</summary>
internal static class CatalogueWords
{
    public const string Countries = "countries", Regions = "regions";
    private const int MostPartners = 100, MostCountries = 50, MostMonths = 240, MostPages = 1_000, MostParts = 20, LongestWording = 500;
    private const decimal Cent = 0.01m;

    private static readonly ParameterWords
        Country = Entry("Country", "Land") with { Lists = [new(Countries)] },
        From = Entry("Countries that count", "Länder, die zählen"),
        Parts = Entry("Parts", "Teile") with { Least = 1, Most = MostParts },
        Entries = Entry("Entries that must be filled", "Angaben, die gemacht sein müssen") with { Words = [.. ProfileEntries.Known.Select(Word)] },
        Part = Entry("The question", "Die Frage");

    private static readonly IReadOnlyDictionary<Type, QuestionWords> Told = new Dictionary<Type, QuestionWords>
    {
        [typeof(RegisteredOrPlanned)] = new(new("Is it registered, or has it signed that it plans to?", "Ist sie registriert, oder hat sie erklärt, dass sie es vorhat?")),
        [typeof(RegisteredOrRequested)] = new(new("Is it registered, or has it requested registration?", "Ist sie registriert, oder hat sie die Registrierung beantragt?")),
        [typeof(RegisteredWithCompleteProfile)] = new(new("Is it registered, with certain entries of the profile filled?", "Ist sie registriert, und sind bestimmte Angaben im Profil gemacht?")) { ["entries"] = Entries },
        [typeof(EstablishedIn)] = new(new("Is its seat in a country that may take part?", "Liegt ihr Sitz in einem Land, das teilnehmen darf?"))
        {
            ["set"] = Entry("Countries", "Länder"),
            ["also"] = Entry("Countries taken in besides", "Länder, die außerdem zugelassen sind"),
            ["except"] = Entry("Countries left out", "Länder, die ausgenommen sind"),
        },
        [typeof(CountryPeriod)] = new(new("A country for a time", "Ein Land für eine Zeit")) { ["country"] = Country, ["from"] = Entry("First day", "Erster Tag"), ["until"] = Entry("Last day", "Letzter Tag") },
        [typeof(IsOfKind)] = new(new("What kind of organisation is it?", "Was für eine Organisation ist es?")) { ["kinds"] = Entry("Kinds that may take part", "Arten, die teilnehmen dürfen") with { Least = 1 } },
        [typeof(IsLegalPerson)] = new(new("Is it a legal person?", "Ist sie eine juristische Person?")),
        [typeof(ProfileComplete)] = new(new("Are certain entries of the profile filled?", "Sind bestimmte Angaben im Profil gemacht?")) { ["entries"] = Entries with { Least = 1 } },
        [typeof(SaysYes)] = new(new("Does an entry of the profile say yes?", "Steht bei einer Angabe im Profil „ja“?")) { ["entry"] = Entry("Entry", "Angabe") with { Words = [.. ProfileEntries.YesOrNo.Select(Word)] } },
        [typeof(HasMembers)] = new(new("How many members has it?", "Wie viele Mitglieder hat sie?")) { ["minimum"] = Entry("At least so many members", "Mindestens so viele Mitglieder", 1, ProfileShape.MostMembers) },
        [typeof(HasMemberTypes)] = new(new("Of how many types are its members?", "Wie viele Arten von Mitgliedern hat sie?")) { ["minimum"] = Entry("At least so many types", "Mindestens so viele Arten", 1, 4) with { Help = new("SMEs, large enterprises, research, others.", "KMU, große Unternehmen, Forschung, übrige.") } },
        [typeof(HasStaff)] = new(new("How many people manage the cluster?", "Wie viel Personal hat das Clustermanagement?")) { ["minimumFte"] = Entry("At least so many full-time equivalents", "Mindestens so viele Vollzeitstellen", Cent, 10_000) },
        [typeof(HoldsLabel)] = new(new("Does it hold a quality label?", "Hat sie ein Qualitätslabel?")) { ["minimum"] = Entry("At least this level", "Mindestens diese Stufe") },
        [typeof(WorksIn)] = new(new("Does it work in the fields the call is about?", "Ist sie in den Feldern tätig, um die es geht?"))
        {
            ["entry"] = Entry("Entry of the profile", "Angabe im Profil") with { Words = [.. CriterionCodes.Fields.Keys.Select(Word)] },
            ["anyOf"] = Entry("At least one of these", "Mindestens eines davon") with { Least = 1, Lists = [.. CriterionCodes.Fields.Select(field => new CatalogueList(field.Value, new("entry", field.Key)))] },
        },
        [typeof(HasPic)] = new(new("Has it a participant identification code (PIC)?", "Hat sie einen Teilnehmercode (PIC)?")),
        [typeof(Declared)] = new(new("Has a declaration on honour been signed for it?", "Ist für sie eine ehrenwörtliche Erklärung unterzeichnet?")) { ["kind"] = Entry("Declaration", "Erklärung") },

        [typeof(PartnersAtLeast)] = new(new("How many partners are there?", "Wie viele Partner sind es?"))
        {
            ["minimum"] = Entry("At least so many partners", "Mindestens so viele Partner", 1, MostPartners),
            ["from"] = From,
            ["independent"] = Entry("Partners under common control count as one", "Partner unter gemeinsamer Kontrolle zählen als einer"),
        },
        [typeof(CountriesAtLeast)] = new(new("From how many countries do the partners come?", "Aus wie vielen Ländern kommen die Partner?"))
        {
            ["minimum"] = Entry("At least so many countries", "Mindestens so viele Länder", 1, MostCountries),
            ["euMinimum"] = Entry("Of them member states of the Union, at least", "Davon Mitgliedstaaten der Union, mindestens", 0, MostCountries),
            ["from"] = From,
        },
        [typeof(PartnersIndependent)] = new(new("Are the partners independent of each other?", "Sind die Partner voneinander unabhängig?"))
        {
            ["minimum"] = Entry("So many independent ones are enough", "So viele unabhängige genügen", 2, MostPartners) with { Help = new("Without a number no two may be under common control.", "Ohne Zahl dürfen keine zwei unter gemeinsamer Kontrolle stehen.") },
        },
        [typeof(RegionOfCategory)] = new(new("Is a partner in a region of a certain category?", "Liegt ein Partner in einer Region einer bestimmten Kategorie?"))
        {
            ["categories"] = Entry("Categories of the cohesion policy 2014-2020", "Kategorien der Kohäsionspolitik 2014-2020") with
            {
                Least = 1,
                Words = [new("less-developed", new("less developed region", "weniger entwickelte Region")), new("transition", new("transition region", "Übergangsregion")), new("more-developed", new("more developed region", "stärker entwickelte Region"))],
            },
            ["also"] = Entry("Regions that count besides", "Regionen, die außerdem zählen") with { Lists = [new(Regions)], Help = new("NUTS codes of any level, such as DE1 or DE11, with spaces between.", "NUTS-Codes beliebiger Ebene, etwa DE1 oder DE11, durch Leerzeichen getrennt.") },
        },
        [typeof(RegionsRepresentedByClusters)] = new(new("Is there a cluster organisation from each region?", "Ist aus jeder Region eine Clusterorganisation dabei?")),
        [typeof(DefenceRelatedPartner)] = new(new("Is a partner's work related to defence?", "Hat die Arbeit eines Partners Bezug zur Verteidigung?")),
        [typeof(PartnersWho)] = new(new("For how many partners does something hold?", "Für wie viele Partner gilt etwas?"))
        {
            ["part"] = Part with { Help = new("One that an organisation can answer for itself.", "Eine, die eine Organisation für sich beantworten kann.") },
            ["minimum"] = Entry("At least so many partners", "Mindestens so viele Partner", 1, MostPartners),
        },
        [typeof(CoordinatorWho)] = new(new("Does something hold for the coordinator?", "Gilt etwas für die koordinierende Organisation?"))
        {
            ["part"] = Part with { Help = new("One that an organisation can answer for itself.", "Eine, die eine Organisation für sich beantworten kann.") },
        },
        [typeof(ExistingPartnership)] = new(new("Do the partners stand for a new or an existing partnership?", "Stehen die Partner für eine neue oder eine bestehende Partnerschaft?"))
        {
            ["demanded"] = Entry("What is asked for", "Verlangt ist"),
            ["minimumMembers"] = Entry("Of an existing one, so many of the partners belonged to it", "Einer bestehenden gehörten so viele der Partner an", 1, Partnership.MostMembers),
        },
        [typeof(OneConsortiumPerPhase)] = new(new("Is each partner in one proposal per phase only?", "Ist jeder Partner nur in einem Vorschlag je Phase?")),

        [typeof(ReceivedByDeadline)] = new(new("Is the proposal in by the deadline?", "Ist der Antrag bis zur Frist da?")),
        [typeof(GrantWithin)] = new(new("How much is asked for?", "Wie viel wird beantragt?")) { ["maximum"] = Entry("At most so much", "Höchstens so viel", Cent, TermsShape.MostMoney) },
        [typeof(RateWithin)] = new(new("Which part of the costs is asked for?", "Welcher Teil der Kosten wird beantragt?")) { ["maximum"] = Entry("At most this part of 1", "Höchstens dieser Teil von 1", 0.000001m, 1) with { Decimals = 6, Help = new("0.75 for 75 %.", "0.75 für 75 %.") } },
        [typeof(DurationWithin)] = new(new("How long does the project last?", "Wie lange dauert das Projekt?")) { ["minimumMonths"] = Entry("At least so many months", "Mindestens so viele Monate", 1, MostMonths), ["maximumMonths"] = Entry("At most so many months", "Höchstens so viele Monate", 1, MostMonths) },
        [typeof(PagesWithin)] = new(new("How many pages has the proposal?", "Wie viele Seiten hat der Antrag?")) { ["maximum"] = Entry("At most so many pages", "Höchstens so viele Seiten", 1, MostPages) with { Help = new("Usually advice: pages beyond it are not read.", "Meist ein Hinweis: Was darüber hinausgeht, wird nicht gelesen.") } },
        [typeof(BudgetDeclared)] = new(new("Is it declared on honour that the budget keeps to the rules?", "Ist ehrenwörtlich erklärt, dass das Budget die Regeln einhält?")),
        [typeof(TargetCountriesWithin)] = new(new("How many countries are aimed at, whichever they are?", "Auf wie viele Länder zielt es, gleich welche?")) { ["minimum"] = LeastCountries, ["maximum"] = MostOfThem },
        [typeof(ThirdCountriesWithin)] = new(new("How many third countries are aimed at?", "Auf wie viele Drittländer zielt es?")) { ["minimum"] = LeastCountries, ["maximum"] = MostOfThem },
        [typeof(Judged)] = new(new("A question that needs a person's judgement", "Eine Frage, die ein Mensch beurteilen muss")) { ["asked"] = Entry("What is asked", "Was gefragt wird") with { Most = LongestWording } },

        [typeof(PersonsPerCluster)] = new(new("How many persons come from one cluster?", "Wie viele Personen kommen aus einem Cluster?")) { ["maximum"] = Entry("At most so many persons", "Höchstens so viele Personen", 1, TravelBounds.MostPersons) with { Help = new("Over all requests of the cluster together.", "Über alle Anträge des Clusters zusammen.") } },
        [typeof(TravelCostWithin)] = new(new("How much of the journey is to be reimbursed?", "Wie viel von der Reise soll erstattet werden?")) { ["perPerson"] = Entry("At most so much per person in all", "Höchstens so viel je Person insgesamt", Cent, TravelShape.MostEuro), ["perPersonAndWeek"] = Entry("At most so much per person and week", "Höchstens so viel je Person und Woche", Cent, TravelShape.MostEuro) },
        [typeof(WeeksWithin)] = new(new("How many weeks is the stay?", "Wie viele Wochen dauert der Aufenthalt?")) { ["maximum"] = Entry("At most so many weeks", "Höchstens so viele Wochen", 1, TravelBounds.MostWeeks) },
        [typeof(ReceivedByCutOff)] = new(new("Is the request in by a cut-off?", "Ist der Antrag bis zu einem Stichtag da?")),

        [typeof(All)] = new(new("All of several hold", "Alles von mehrerem gilt")) { ["parts"] = Parts },
        [typeof(Any)] = new(new("One of several holds", "Eines von mehrerem gilt")) { ["parts"] = Parts },
        [typeof(AtLeast)] = new(new("So many of several hold", "So viele von mehreren gelten")) { ["number"] = Entry("At least so many", "Mindestens so viele", 1, MostParts), ["parts"] = Parts },
        [typeof(Not)] = new(new("Something does not hold", "Etwas gilt nicht"))
        {
            ["part"] = Part,
            ["asked"] = Entry("What is asked, as a sentence", "Was verlangt wird, als Satz") with { Most = LongestWording },
            ["whatToDo"] = Entry("What to do where it is not met", "Was zu tun ist, wo es nicht erfüllt ist") with { Most = LongestWording },
        },
    };

    private static ParameterWords LeastCountries => Entry("At least so many", "Mindestens so viele", 0, MostCountries);

    private static ParameterWords MostOfThem => Entry("At most so many", "Höchstens so viele", 1, MostCountries);

    /// <summary>A question nobody has found words for yet is told by its name, and has no bounds.</summary>
    public static QuestionWords Of(Type question) => Told.GetValueOrDefault(question) ?? new(new(question.Name, question.Name));

    public static Text Of(Enum word) => word switch
    {
        PartnershipAge.New => new("a new partnership", "eine neue Partnerschaft"),
        PartnershipAge.Existing => new("an existing partnership", "eine bestehende Partnerschaft"),
        CountrySet.EuMembers => new("member states of the Union", "Mitgliedstaaten der Union"),
        CountrySet.Participating => new("all countries that take part in the programme", "alle Länder, die am Programm teilnehmen"),
        OrganisationKind kind => IsOfKind.Name(kind),
        QualityLabel label => Names.Label(label),
        DeclarationKind.PlansToRegister => new("that it plans to register", "dass sie sich registrieren will"),
        DeclarationKind.ClusterOrganisation => new("that it is a cluster organisation", "dass sie eine Clusterorganisation ist"),
        DeclarationKind.Exclusion => new("that no ground for exclusion applies", "dass kein Ausschlussgrund vorliegt"),
        DeclarationKind.Budget => new("that the budget is in euro, without double funding, profit or earlier costs", "dass das Budget in Euro gerechnet ist, ohne Doppelförderung, Gewinn oder frühere Kosten"),
        DeclarationKind.Capacity => new("that it has the capacity to carry out the project", "dass sie leistungsfähig ist"),
        _ => new(word.ToString(), word.ToString()),
    };

    private static ParameterWords Entry(string en, string de, decimal? least = null, decimal? most = null) => new(new(en, de), least, most);

    private static CatalogueWord Word(string entry) => new(entry, ProfileEntries.Name(entry));
}
