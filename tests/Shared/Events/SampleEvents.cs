using EligibilityService.Domain.Access;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.PartnerSearches;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Retention;
using EligibilityService.Domain.Subscriptions;
using EligibilityService.Domain.Time;

namespace EligibilityService.Tests.Events;

/// <summary>One event of each kind, with every field filled: what the stored form and the sentences are held against.</summary>
internal static class SampleEvents
{
    private static readonly Guid Anna = new("0a000000-0000-4000-8000-000000000001"), Marco = new("0a000000-0000-4000-8000-000000000002"), Elena = new("0a000000-0000-4000-8000-000000000003");
    private static readonly Guid SomeCluster = new("0b000000-0000-4000-8000-000000000001"), SomeCall = new("0b000000-0000-4000-8000-000000000002");
    private static readonly FeedFilter SomeFilter = new(["cluster.*"], [SomeCall], ["DE"], [SomeCluster], [EntryClass.Public, EntryClass.Cluster]);
    private static readonly Guid SomeDocument = new("0b000000-0000-4000-8000-00000000000d");
    private static readonly Guid Programme = new("0b000000-0000-4000-8000-000000000003"), SomeApplication = new("0b000000-0000-4000-8000-000000000004"), SomePartnership = new("0b000000-0000-4000-8000-000000000006"), OtherCluster = new("0b000000-0000-4000-8000-000000000005");
    private static readonly Guid SomeClarification = new("0b000000-0000-4000-8000-000000000007"), SomeLetter = new("0b000000-0000-4000-8000-000000000008"), SomeRedress = new("0b000000-0000-4000-8000-000000000009");
    private static readonly DateTimeOffset At = new(2016, 10, 4, 7, 0, 0, 123, 456, TimeSpan.Zero);
    private static readonly NoteRef Note = new(new("0c000000-0000-4000-8000-000000000001"), "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea");
    private static readonly NoteRef OtherNote = new(new("0c000000-0000-4000-8000-000000000002"), "2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3");
    private static readonly Basis Stated = new(AssertedBy.Applicant, new(2016, 1, 1), new(2017, 12, 31), FactKind.Correction, Marco);

    private static readonly CallTerms Terms = new()
    {
        Reference = "COS-SAMPLE-2016-01", Aliases = ["Sample call"], Title = new("Sample call", "Beispielausschreibung"), Summary = new("A sample.", "Ein Beispiel."), Kind = "escp",
        PublishedOn = new(2016, 10, 5), Deadline = new(new(2017, 5, 23, 17, 0, 0), "Europe/Brussels", new(2017, 5, 23, 15, 0, 0, TimeSpan.Zero), "2026a", "CEST", new(2017, 5, 23, 16, 0, 0, TimeSpan.Zero), true),
        ExpectedPeriod = new("autumn 2016", "Herbst 2016"), EventFrom = new(2017, 6, 1), EventUntil = new(2017, 6, 2), SignaturePlanned = new(2017, 11, 1), Budget = 5_790_000m,
        Strands = [new("1", new("Strand one", "Bereich eins"), "preparatory", 400_000m, 200_000m, 0.75m, 2, 12, 24, Confidence.Assumed)],
        Clauses = [new("6.1", new("Eligible applicants", "Förderfähige Antragsteller"), "Cluster organisations.", Confidence.General, "a source")],
        Criteria = [new("MEM-1", "6.1", new All([new HasMembers(15), new SaysYes("websiteInEnglish")]), new(ReferenceKind.BeforeEvent, 30), Severity.Advisory, Stage.Consortium, Confidence.General, ["1"]),
            new("COST", "6.1", new TravelCostWithin(800m), ReferenceDate.Deadline, Stage: Stage.Application, Decides: Decides.Reimbursement)],
        Examples =
        [
            new()
            {
                Name = new("A cluster from Norway with 45 members", "Ein Cluster aus Norwegen mit 45 Mitgliedern"), Criterion = "MEM-1", Expected = Outcome.Met, Reason = "composed-met", Strand = "1", ReceivedDays = -1,
                Proposal = new() { Title = "A title", RequestedGrant = 150_000m, EligibleCosts = 200_000m, DurationMonths = 24, TargetCountries = ["BR"], Pages = 40, Persons = 2, Weeks = 3, TravelCosts = [800m, 640.50m] },
                Organisations =
                [
                    new()
                    {
                        Profile = new() { Name = "An invented cluster", Country = "NO", MembersSme = 45, WebsiteInEnglish = true }, Role = PartnerRole.Coordinator, ControlledBy = "", Registration = RegistrationStatus.ReviewRequested,
                        RegistrationDays = 1, Labels = [new(QualityLabel.Silver, -30)], Declared = [DeclarationKind.Exclusion], OtherProposal = "1",
                    },
                ],
            },
        ],
        Travel = new()
        {
            Places = 30, PersonsPerCluster = 2, MaximumPerPerson = 800m, MaximumPerPersonAndWeek = 700m, MaximumWeeks = 6, LateApplications = LateApplications.OwnCost,
            CutOffs = [new(new(new(2017, 5, 1, 23, 59, 0), "Europe/Brussels", new(2017, 5, 1, 21, 59, 0, TimeSpan.Zero), "2026a"), OnlyIfPlacesAreLeft: true)],
            Resubmission = Resubmission.ReserveList, NotFullyKnown = true, Confidence = Confidence.General,
        },
        NotFullyKnown = [Stage.Award], IneligiblePartner = IneligiblePartner.LeaveOut, Sources = ["a source"], Confidence = Confidence.General,
    };

    private static readonly RecordedVerdict Recorded = new(
        Outcome.Undetermined, Stage.Application, "1", 5, new() { [SomeCluster] = 4, [SomeCall] = 5, [Programme] = 60, [SomeApplication] = 3 }, [new("MEM-1", Outcome.Met, "members-enough")], 4711);

    private static readonly Corrigendum Corrigendum = new(
        new("Deadline extended", "Frist verlängert"), [new("5", "5", "By 23 May.", "By 30 May.")], new("The platform was not available.", "Die Plattform war nicht erreichbar."), new(2017, 4, 1));

    private static readonly SignedImpact Impact = new(
        new("0d000000-0000-4000-8000-000000000001"), "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26", At, 4711, [new(Effect.Loses, 12, 1), new(Effect.Unchanged, 938, 7)]);

    public static readonly IReadOnlyList<object> All =
    [
        new ProfileDrafted(Anna, "row-7"),
        new ProfileChanged(new()
        {
            Name = "Sample cluster", Acronym = "SC", Kind = OrganisationKind.BusinessNetwork, LegalForm = "association", HasLegalPersonality = true, Country = "DE", Region = "DE11", NutsVersion = 2013,
            City = "Stuttgart", Street = "Hauptstraße 1", PostalCode = "70173", Website = "https://example.eu", WebsiteInEnglish = false, ActivityEvidence = "https://example.eu/news", Founded = 2007,
            StaffFte = 2.5m, MembersSme = 40, MembersLarge = 5, MembersResearch = 3, MembersOther = 1, Sectors = ["health"], EmergingIndustries = ["medical"], Technologies = ["photonics"],
            SmartSpecialisation = ["health"], TargetCountries = ["BR", "JP"], Services = ["matchmaking"], Partnerships = ["a partnership"], EuProjects = ["a project"], RecognisedProgramme = "go-cluster",
            PublicCooperation = true, SocialEconomy = false, DefenceRelated = false, Pic = "999999999", OtherIds = new() { ["register"] = "HRB 1" }, Contacts = [Anna], Description = Note,
            MayBeFoundAsPartner = true, VisibleToAgency = true,
        }, ["legalForm"], Stated),
        new ReviewRequested(Anna, At),
        new ProfilePublished(Marco, At),
        new ProfileRefused(Marco, At, Note),
        new ProfileSuspended(Marco, At, Note),
        new ProfileReinstated(Marco, At),
        new ClusterWithdrawn(Anna, At),
        new LabelAwarded(QualityLabel.Silver, new(2016, 3, 1), "ESCA", Renews: true, Stated),
        new LabelRevoked(QualityLabel.Silver, Note, Stated),
        new EntryVerified(new("0d000000-0000-4000-8000-000000000001"), Marco),
        new ManagerAdded(Elena, Anna),
        new ManagerRemoved(Elena, Anna),
        new ClaimMade(Anna, At, Note),
        new ClaimConfirmed(Anna, Marco),
        new ClaimRefused(Anna, Marco, Note),

        new CallDrafted(Terms, Marco),
        new StepProposed(CallStep.Cancel, Marco, Note),
        new CallAnnounced(Marco, Elena, At),
        new AnnouncementDropped(Marco, Elena, Note),
        new CallPublished(Marco, Elena, At, Impact),
        new ProposalWithdrawn(Marco, CallStep.Publish, 2),
        new CorrigendumDrafted(Terms, Marco),
        new CorrigendumProposed(2, Corrigendum, Terms, Marco),
        new CorrigendumPublished(1, Corrigendum, Terms, Marco, Elena, At, Impact with { OthersSince = true }, 2),
        new DeadlineReadingRecorded(At, Marco),
        new QuestionAnswered(1, "6.1", Note, OtherNote, Marco, Corrects: true),
        new PlacesRecorded(2, true, Marco),
        new CallClosed(At),
        new CallCancelled(Marco, Elena, Note, At),
        new ResultsAnnounced(new(30, 9, 2, 1, 18, "a source"), Marco, At),
        new ImpactSeen(
            Impact.Look, SomeCall, 1, Impact.Text, Elena, At, 4711, Impact.Effects, 1, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13", new(50, 100, 120)),

        new ApplicationStarted(SomeCall, "1", SomeCluster, Anna),
        new ProposalChanged(new() { Title = "Together abroad", RequestedGrant = 200_000.50m, EligibleCosts = 300_000m, DurationMonths = 18, TargetCountries = ["JP"], Pages = 40, Persons = 2, Weeks = 6, TravelCosts = [4_200m, 799.99m], StandsFor = new(SomePartnership) }, ["pages"]),
        new DeclarationSigned(DeclarationKind.PlansToRegister, SomeCluster, Anna, At),
        new DeclarationWithdrawn(DeclarationKind.PlansToRegister, SomeCluster, Anna, At),
        new ApplicationSubmitted(2, Anna, At, Recorded with { LookedThrough = null, Reimbursement = new(Outcome.NotMet, [new("CUT-1", Outcome.NotMet, "received-after-cut-off")]) }),
        new SelectionRecorded(SelectionOutcome.ReserveList, 2, Marco, At, Note),
        new ApplicationWithdrawn(Anna, At, Note),
        new PartnerNamed(OtherCluster, PartnerRole.AffiliatedEntity, OtherCluster, new("Sample network", "EL", "EL30", OrganisationKind.BusinessNetwork, true, "999999998"), new(SomeCluster, "0123456789abcdef", Note), Anna),
        new PartnerChanged(OtherCluster, PartnerRole.Partner, new("Sample network", "EL", "EL30", OrganisationKind.BusinessNetwork, true, "999999998"), new(SomeCluster, "0123456789abcdef", Note), Anna),
        new PartnerRemoved(OtherCluster, Anna),
        new PartnerConfirmed(OtherCluster, 7, Elena, At, Attested: true),
        new PartnerDeclined(OtherCluster, Elena, At, Note),
        new DocumentAttached(SomeDocument, DocumentKind.Mandate, Note, 1_234_567, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", Anna, At),
        new DocumentRemoved(SomeDocument, Kept: true, Anna, At),
        new BudgetShared([new(SomeCluster, 120_000.50m, 180_000m), new(OtherCluster, null, 120_000m)], Anna),
        new CriterionJudged("FIT-1", Met: true, Marco, At, Note),
        new OrganisationsCompared(SomeCluster, OtherCluster, Same: true, Marco, At, Note),
        new ProposalLetStand(SomeCluster, Marco, At, Note),
        new EligibilityProposed(Eligible: true, Marco, At, Recorded, Note),
        new EligibilityDecided(Eligible: true, Marco, Elena, At, Recorded, Note),
        new ClarificationRequested(SomeClarification, ["RATE-1"], Note, Marco, At, At.AddDays(14)),
        new ClarificationAnswered(SomeClarification, new() { RequestedGrant = 150_000m, EligibleCosts = 200_000m, DurationMonths = 24, TargetCountries = ["BR"], Pages = 40 }, OtherNote, Anna, At),
        new SlipAccepted(SomeClarification, new() { RequestedGrant = 150_000m }, Marco, At, Note),
        new LetterSent(SomeLetter, LetterKind.EligibilityDecision, Note, Marco, At),
        new LetterOpened(SomeLetter, Anna, At),
        new RedressRequested(SomeRedress, RedressKind.EligibilityReview, SomeLetter, Note, Anna, At),
        new RedressWithdrawn(SomeRedress, Anna, At),
        new RedressProposed(SomeRedress, Upheld: true, Marco, At, Note),
        new RedressDecided(SomeRedress, Upheld: true, Marco, Elena, At, Note, LetterKind.AwardDecision),
        new ApplicationEvaluated(82.5m, 70m, [new("Relevance", 30.5m), new("Impact", 52m)], SomeClarification, Marco, At, Note),
        new AwardProposed(AwardResult.Funded, 2, 149_999.99m, 150_000m, Marco, At, Note),
        new AwardDecided(AwardResult.Funded, 2, 149_999.99m, 150_000m, Marco, Elena, At, Note),
        new SignatureChecked(new(2017, 12, 1), Recorded, Marco, At),
        new SignatureProposed(new(2017, 12, 1), Marco, At, Note),
        new GrantSigned(new(2017, 12, 1), Marco, Elena, At, Note),
        new ConsortiumChangeProposed(SomeDocument, OtherCluster, new(SomeCluster, PartnerRole.Partner, SomeCluster, null), Recorded, Marco, At, Note),
        new ConsortiumChanged(SomeDocument, OtherCluster, new(SomePartnership, PartnerRole.AffiliatedEntity, null, new("An organisation", "PL", "PL21", OrganisationKind.BusinessNetwork, true, "123456789")), Recorded, Marco, Elena, At, Note),
        new ProposalImported(
            "SEP", "SEP-210999001", At, "sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "SEP time stamp 2016",
            new() { Title = "A title", RequestedGrant = 150_000m, EligibleCosts = 200_000m, DurationMonths = 24, TargetCountries = ["BR"], Pages = 40, Persons = 1, Weeks = 1, TravelCosts = [640.50m], StandsFor = new(null) },
            [new(OtherCluster, PartnerRole.Partner, OtherCluster, null)], [DeclarationKind.Exclusion], SomeDocument, Marco, At, At),
        new ReimbursementProposed([new(812.50m, 2, [SomeDocument], 800m, TravelLimit.PerPerson)], 800m, Marco, At, Note),
        new ReimbursementDecided([new(812.50m, 2, [SomeDocument], 800m, TravelLimit.PerPerson)], 800m, Marco, Elena, At, Note),

        new CountryListed("EL", "GR", new("Greece", "Griechenland"), "a source", Confidence.General),
        new EuMembershipRecorded("UK", new(1973, 1, 1), new(2020, 1, 31), "a source"),
        new AssociationRecorded("UA", new(2017, 1, 1), new(2020, 12, 31), YearOnly: true, new(2016, 11, 18), new(2017, 7, 31), "a source", Confidence.Assumed),
        new AssociationProposed(SomeDocument, "UA", new(2017, 5, 1), new(2020, 12, 31), YearOnly: true, Corrects: true, "a source", Marco, At),
        new AssociationProposalDropped(SomeDocument, "UA", Elena, At),
        new AssociationConfirmed(SomeDocument, "UA", new(2017, 5, 1), new(2020, 12, 31), YearOnly: true, Corrects: true, "a source", Marco, Elena, At),
        new RegionsListed(2013, [new("DE11", "Stuttgart", "DE", "more-developed", 48.9, 9.6, "transition", Confidence.Assumed)], "a source"),
        new RegionChangesListed([new(2013, "FR30", 2016, "FRE1", "recoded", 1.0)], "a source"),
        new VocabularyListed("ket", [new("photonics", new("Photonics", "Photonik"))], "a source"),
        new ProfileRulesSet(new(2014, 1, 1), [new("PRO-1", "entries", new ProfileComplete(["name", "country"]), ReferenceDate.Submission)], "a source", Confidence.General),

        new PartnershipFormed(
            "Partenariat d’exemple", "PEX", "1", "preparatory", [new(SomeCluster, SomeCluster, "Sample cluster", "DE"), new(OtherCluster, null, "Sample network", "EL")], SomeCluster, YearOnly: true, "a source",
            new(AssertedBy.Officer, new(2015, 1, 1))),
        new MemberJoined(new(OtherCluster, OtherCluster, "Sample network", "EL"), "a source", new(AssertedBy.Officer, new(2016, 1, 1), Kind: FactKind.Correction)),
        new MemberLeft(OtherCluster, "a source", new(AssertedBy.Officer, new(2016, 7, 1))),
        new PartnershipLabelled("ESCP-4i", "a source", new(AssertedBy.Officer, new(2016, 3, 15), new(2018, 3, 14), FactKind.Correction), new("ESCP-4", new(2016, 3, 16))),
        new PhaseFunded("implementation", "COS-SAMPLE-2016-01", "2", 448_750.00m, "a source", new(AssertedBy.Officer, new(2016, 1, 1))),

        new PartnerSearchPosted(SomeCluster, SearchKind.Offer, SomeCall, new(["PL"], ["DE1"], ["ECO24"], ["EI05"], ["BR"]), Note, new(2017, 3, 31), Anna),
        new PartnerSearchWithdrawn(Anna, At),

        new EligibilityChanged(SomeCall, "1", "an event's id", [new(SomeCluster, Outcome.Met, Outcome.NotMet)], "1", ByNewEngine: true),

        new AccessGranted(new(AccessKind.Assignment, SomeCall), Elena, At, new(2017, 12, 31)),
        new AccessEnded(new(AccessKind.Clusters, Cluster: SomeCluster), Elena, At),
        new ConflictDeclared(new(Call: SomeCall), Marco, At),
        new NoConflictDeclared(SomeCall, Marco, At),
        new ConflictEnded(new(Organisation: SomeCluster), Elena, At),

        new SubscriptionOpened(Elena, ["subscriber"], new("https://register.example.eu/in", MessageForm.Batched, 50, StrictOrder: true, PerMinute: 600), SomeFilter, 12, At),
        new SubscriptionChanged(new("https://register.example.eu/in"), SomeFilter, Elena, At),
        new SubscriptionPaused(Elena, At),
        new SubscriptionResumed(Elena, At),
        new SubscriptionEnded(Elena, At),
        new SecretRenewed(2, At, Elena, At),
        new SubscriptionDisabled(DisabledBecause.Failing, At, 30, At),
        new SubscriptionMoved(12, Elena, At),

        new SigningKeyIntroduced("0123456789abcdef", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE", Elena, At),
        new DossierExported(SomeCluster, DossierOf.Application, OtherCluster, Elena, At, 12),

        new ClearanceProposed(SomeDocument, [SomePartnership, Anna], Looks: true, Marco, At),
        new ClearanceDropped(SomeDocument, Elena, At),
        new ClearanceConfirmed(SomeDocument, [SomePartnership, Anna], Looks: true, Marco, Elena, At),
        new ErasureProposed(SomeDocument, Anna, [new(SomePartnership, SomeDocument)], Marco, At),
        new ErasureDropped(SomeDocument, Elena, At),
        new ErasureConfirmed(SomeDocument, Anna, [new(SomePartnership, SomeDocument)], Marco, Elena, At),
    ];
}
