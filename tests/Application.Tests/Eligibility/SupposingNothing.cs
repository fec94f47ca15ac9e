using System.Text.Json;
using CsCheck;
using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Tests.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Eligibility;

/// <summary>What if, with no hypothesis, is the verdict; and what already holds, supposed, leaves every outcome as it is.</summary>
public sealed class SupposingNothing
{
    private static readonly CallDossier Call = new CallDossier(Guid.CreateVersion7()) with
    {
        Status = CallStatus.Open, LastTold = new(Guid.CreateVersion7(), "call.published", Guid.CreateVersion7(), 3, KnownClusters.Told),
        Terms = new()
        {
            Reference = "S-1", Title = new("S", "S"), Kind = "escp", Deadline = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline, Clauses = [new("6", new("Who", "Wer"))],
            Criteria =
            [
                new("members", "6", new HasMembers(30), ReferenceDate.Deadline),
                new("staff", "6", new HasStaff(2), ReferenceDate.Deadline),
                new("registered", "6", new RegisteredOrRequested(), ReferenceDate.Deadline),
                new("english", "6", new SaysYes("websiteInEnglish"), ReferenceDate.Deadline, Domain.Eligibility.Severity.Advisory),
                new("partners", "6", new PartnersAtLeast(3), ReferenceDate.Deadline, Stage: Stage.Consortium),
            ],
        },
    };

    private static readonly Gen<ProfileFields> Profiles =
        from members in Gen.Int[0, 60].Nullable()
        from others in Gen.Int[0, 3].Nullable()
        from staff in Gen.Int[0, 5].Nullable()
        from english in Gen.Bool.Nullable()
        select new ProfileFields { Name = "A", MembersSme = members, MembersLarge = others, MembersResearch = others, MembersOther = others, StaffFte = staff, WebsiteInEnglish = english };

    [Fact]
    public void equals_the_verdict() => Profiles.Sample(profile =>
    {
        var answer = Ask(profile, new(new()));
        return answer.Differences.Count == 0 && JsonSerializer.Serialize(answer.Present, FactJson.Options) == JsonSerializer.Serialize(answer.Supposed, FactJson.Options);
    });

    [Fact]
    public void changes_no_outcome_where_it_holds_already() => Profiles.Sample(profile => Ask(profile, new(profile)).Differences.Count == 0);

    private static WhatIfAnswer Ask(ProfileFields profile, Supposition suppose)
    {
        var known = new KnownClusters(ProgrammeFacts.Empty);
        var cluster = known.Publish(profile);
        known.Announce(Call);
        var officer = new Caller(Guid.CreateVersion7(), new HashSet<Role> { Role.Officer }, IsAuthenticated: true);
        var handler = new ShowWhatIfHandler(known, new Standing(officer), new StoppedClock(new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero)));
        return handler.Handle(new(cluster, Call.Id.ToString(), suppose), CancellationToken.None).GetAwaiter().GetResult()!;
    }

    private sealed class Standing(Caller caller) : ICallerAccessor
    {
        public Caller Caller => caller;
    }
}
