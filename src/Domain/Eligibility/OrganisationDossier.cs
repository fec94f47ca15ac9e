using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>What is known about an organisation, entry by entry over valid time; an empty entry means that nobody has told us yet.</summary>
/// <remarks>Told by a cluster's stream; a partner without a profile is told by the application it appears in.</remarks>
public sealed record OrganisationDossier(Guid Id)
{
    public Chronicle<RegistrationStatus> Registration { get; init; }

    /// <summary>What was never published does not become known by its end.</summary>
    public bool WasPublished => Registration.NewestFirst().Any(status => status.Value is RegistrationStatus.Published);
    public Chronicle<string> Name { get; init; }
    public Chronicle<string> Acronym { get; init; }
    public Chronicle<OrganisationKind> Kind { get; init; }
    public Chronicle<string> LegalForm { get; init; }
    public Chronicle<bool> HasLegalPersonality { get; init; }
    public Chronicle<string> Country { get; init; }
    public Chronicle<RegionCode> Region { get; init; }
    public Chronicle<string> City { get; init; }
    public Chronicle<string> Website { get; init; }
    public Chronicle<bool> WebsiteInEnglish { get; init; }
    public Chronicle<string> ActivityEvidence { get; init; }
    public Chronicle<int> Founded { get; init; }
    public Chronicle<decimal> StaffFte { get; init; }
    public Chronicle<int> MembersSme { get; init; }
    public Chronicle<int> MembersLarge { get; init; }
    public Chronicle<int> MembersResearch { get; init; }
    public Chronicle<int> MembersOther { get; init; }
    public Chronicle<string[]> Sectors { get; init; }
    public Chronicle<string[]> EmergingIndustries { get; init; }
    public Chronicle<string[]> Technologies { get; init; }
    public Chronicle<string[]> SmartSpecialisation { get; init; }
    public Chronicle<string[]> TargetCountries { get; init; }
    public Chronicle<string[]> Services { get; init; }
    public Chronicle<string[]> Partnerships { get; init; }
    public Chronicle<string[]> EuProjects { get; init; }
    public Chronicle<string> RecognisedProgramme { get; init; }
    public Chronicle<bool> PublicCooperation { get; init; }
    public Chronicle<bool> SocialEconomy { get; init; }
    public Chronicle<bool> DefenceRelated { get; init; }
    public Chronicle<string> Pic { get; init; }
    public Chronicle<bool> MayBeFoundAsPartner { get; init; }
    public Chronicle<bool> VisibleToAgency { get; init; }

    /// <summary>The labels of all levels in one chronicle: a cluster may hold several at a time. A revocation clears its own level only.</summary>
    public Chronicle<QualityLabel> Label { get; init; }

    /// <summary>Why the profile was refused or suspended; null while nothing stands against it.</summary>
    public NoteRef? TurnedDownFor { get; init; }

    /// <summary>Some self-asserted entry reaches back before its recording and is not verified: only then must a question be asked twice.</summary>
    public bool ReachesBack { get; init; }

    /// <summary>The last event this dossier was told, with its version: a recorded verdict names it.</summary>
    public Told? LastTold { get; init; }

    /// <summary>An event about this organisation could not be read. Until that is mended its verdicts are undetermined, never silently old.</summary>
    public bool IsBroken { get; init; }

    public OrganisationDossier Learn(IClusterEvent @event, Told told) => (@event switch
    {
        ProfileDrafted => Status(RegistrationStatus.Draft, told, told.RecordedAt),
        ProfileChanged changed => Learn(changed, told),
        ReviewRequested requested => Status(RegistrationStatus.ReviewRequested, told, requested.ReceivedAt),
        ProfilePublished published => Status(RegistrationStatus.Published, told, published.DecidedAt) with { TurnedDownFor = null },
        ProfileRefused refused => Status(RegistrationStatus.Refused, told, refused.DecidedAt) with { TurnedDownFor = refused.Reason },
        ProfileSuspended suspended => Status(RegistrationStatus.Suspended, told, suspended.DecidedAt) with { TurnedDownFor = suspended.Reason },
        ProfileReinstated reinstated => Status(RegistrationStatus.Published, told, reinstated.DecidedAt) with { TurnedDownFor = null },
        ClusterWithdrawn withdrawn => Status(RegistrationStatus.Withdrawn, told, withdrawn.ReceivedAt),
        LabelAwarded awarded => this with { Label = Label.Tell(awarded.Label, told, awarded.Basis), ReachesBack = ReachesBack || Reaches(awarded.Basis) },
        LabelRevoked revoked => this with { Label = Label.Clear(told, revoked.Basis, revoked.Label) },
        EntryVerified verified => Verify(verified),
        ManagerAdded or ManagerRemoved or ClaimMade or ClaimConfirmed or ClaimRefused => this,
        _ => throw new UnknownEventException(@event),
    }) with { LastTold = told };

    private OrganisationDossier Status(RegistrationStatus status, Told told, DateTimeOffset from) =>
        this with { Registration = Registration.Tell(status, told, new(AssertedBy.System), from) };

    private OrganisationDossier Learn(ProfileChanged e, Told told)
    {
        var (changed, basis) = (e.Changed, e.Basis);

        Chronicle<T> Entry<T>(Chronicle<T> entry, string name, T? value) where T : class =>
            value is not null ? entry.Tell(value, told, basis) : e.Cleared.Contains(name) ? entry.Clear(told, basis) : entry;

        Chronicle<T> Value<T>(Chronicle<T> entry, string name, T? value) where T : struct =>
            value is { } known ? entry.Tell(known, told, basis) : e.Cleared.Contains(name) ? entry.Clear(told, basis) : entry;

        return this with
        {
            Name = Entry(Name, "name", changed.Name),
            Acronym = Entry(Acronym, "acronym", changed.Acronym),
            Kind = Value(Kind, "kind", changed.Kind),
            LegalForm = Entry(LegalForm, "legalForm", changed.LegalForm),
            HasLegalPersonality = Value(HasLegalPersonality, "hasLegalPersonality", changed.HasLegalPersonality),
            Country = Entry(Country, "country", changed.Country),
            Region = Value(Region, "region", changed.Region is { } code ? new RegionCode(code, changed.NutsVersion ?? RegionCode.ProgrammeVersion) : null),
            City = Entry(City, "city", changed.City),
            Website = Entry(Website, "website", changed.Website),
            WebsiteInEnglish = Value(WebsiteInEnglish, "websiteInEnglish", changed.WebsiteInEnglish),
            ActivityEvidence = Entry(ActivityEvidence, "activityEvidence", changed.ActivityEvidence),
            Founded = Value(Founded, "founded", changed.Founded),
            StaffFte = Value(StaffFte, "staffFte", changed.StaffFte),
            MembersSme = Value(MembersSme, "membersSme", changed.MembersSme),
            MembersLarge = Value(MembersLarge, "membersLarge", changed.MembersLarge),
            MembersResearch = Value(MembersResearch, "membersResearch", changed.MembersResearch),
            MembersOther = Value(MembersOther, "membersOther", changed.MembersOther),
            Sectors = Entry(Sectors, "sectors", changed.Sectors),
            EmergingIndustries = Entry(EmergingIndustries, "emergingIndustries", changed.EmergingIndustries),
            Technologies = Entry(Technologies, "technologies", changed.Technologies),
            SmartSpecialisation = Entry(SmartSpecialisation, "smartSpecialisation", changed.SmartSpecialisation),
            TargetCountries = Entry(TargetCountries, "targetCountries", changed.TargetCountries),
            Services = Entry(Services, "services", changed.Services),
            Partnerships = Entry(Partnerships, "partnerships", changed.Partnerships),
            EuProjects = Entry(EuProjects, "euProjects", changed.EuProjects),
            RecognisedProgramme = Entry(RecognisedProgramme, "recognisedProgramme", changed.RecognisedProgramme),
            PublicCooperation = Value(PublicCooperation, "publicCooperation", changed.PublicCooperation),
            SocialEconomy = Value(SocialEconomy, "socialEconomy", changed.SocialEconomy),
            DefenceRelated = Value(DefenceRelated, "defenceRelated", changed.DefenceRelated),
            Pic = Entry(Pic, "pic", changed.Pic),
            MayBeFoundAsPartner = Value(MayBeFoundAsPartner, "mayBeFoundAsPartner", changed.MayBeFoundAsPartner),
            VisibleToAgency = Value(VisibleToAgency, "visibleToAgency", changed.VisibleToAgency),
            ReachesBack = ReachesBack || Reaches(basis),
        };
    }

    private static bool Reaches(Basis basis) => basis is { AssertedBy: AssertedBy.Applicant, VerifiedBy: null, ValidFrom: not null };

    /// <summary>The event's statements count as verified; they keep the event that told them.</summary>
    private OrganisationDossier Verify(EntryVerified verified)
    {
        Chronicle<T> Seal<T>(Chronicle<T> entry)
        {
            if (!entry.NewestFirst().Any(fact => fact.Told.EventId == verified.ToldBy)) return entry;

            Chronicle<T> again = default;
            foreach (var fact in entry.NewestFirst().Reverse())
            {
                var basis = fact.Told.EventId == verified.ToldBy ? fact.Basis with { VerifiedBy = verified.VerifiedBy } : fact.Basis;
                again = new(new Fact<T>(fact.Value, fact.IsKnown, fact.Told, basis, fact.From, fact.Until, again.Newest));
            }

            return again;
        }

        return this with
        {
            Name = Seal(Name), Acronym = Seal(Acronym), LegalForm = Seal(LegalForm), City = Seal(City), Website = Seal(Website),
            WebsiteInEnglish = Seal(WebsiteInEnglish), ActivityEvidence = Seal(ActivityEvidence), Founded = Seal(Founded),
            SmartSpecialisation = Seal(SmartSpecialisation), Services = Seal(Services), Partnerships = Seal(Partnerships), EuProjects = Seal(EuProjects),
            PublicCooperation = Seal(PublicCooperation), SocialEconomy = Seal(SocialEconomy),
            MayBeFoundAsPartner = Seal(MayBeFoundAsPartner), VisibleToAgency = Seal(VisibleToAgency),
            Country = Seal(Country), Region = Seal(Region), Kind = Seal(Kind), HasLegalPersonality = Seal(HasLegalPersonality), StaffFte = Seal(StaffFte),
            MembersSme = Seal(MembersSme), MembersLarge = Seal(MembersLarge), MembersResearch = Seal(MembersResearch), MembersOther = Seal(MembersOther),
            Sectors = Seal(Sectors), EmergingIndustries = Seal(EmergingIndustries), Technologies = Seal(Technologies), TargetCountries = Seal(TargetCountries),
            RecognisedProgramme = Seal(RecognisedProgramme), DefenceRelated = Seal(DefenceRelated), Label = Seal(Label), Pic = Seal(Pic),
        };
    }
}

/// <summary>A NUTS code with the version it is written in: FR30 of 2013 is FRE1 of 2016.</summary>
public readonly record struct RegionCode(string Code, int NutsVersion)
{
    /// <summary>The version in use while the programme's calls ran.</summary>
    public const int ProgrammeVersion = 2013;

    /// <summary>All that a profile may name.</summary>
    public static readonly int[] Versions = [2006, 2010, ProgrammeVersion, 2016, 2021];
}
