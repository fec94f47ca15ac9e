using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>A group of fields about an invented organisation, and which questions ask about it.</summary>
internal sealed record ExamplePart(string Key, Func<Question, bool> Asks)
{
    public static readonly IReadOnlyList<ExamplePart> All =
    [
        new("kind", question => question is IsOfKind or RegionsRepresentedByClusters),
        new("legal", question => question is IsLegalPerson),
        new("registration", question => question is RegisteredOrPlanned or RegisteredOrRequested or RegisteredWithCompleteProfile),
        new("members", question => question is HasMembers or HasMemberTypes),
        new("staff", question => question is HasStaff),
        new("label", question => question is HoldsLabel),
        new("region", question => question is RegionOfCategory or RegionsRepresentedByClusters),
        new("pic", question => question is HasPic),
        new("declared", question => question is Declared or BudgetDeclared or RegisteredOrPlanned),
        new("role", question => question is CoordinatorWho or PartnersIndependent or PartnersAtLeast { Independent: true }),
        new("other", question => question is OneConsortiumPerPhase),
        new("defence", question => question is DefenceRelatedPartner or SaysYes { Entry: "defenceRelated" }),
        new("web", question => question is ProfileComplete or SaysYes { Entry: "websiteInEnglish" } or RegisteredWithCompleteProfile { Entries.Length: > 0 }),
        new("work", question => question is WorksIn),
    ];

    public bool IsAsked(Question question) => Asks(question) || question switch
    {
        Composition composition => composition.Parts.Any(IsAsked),
        Not not => IsAsked(not.Part),
        PartnersWho some => IsAsked(some.Part),
        CoordinatorWho coordinator => IsAsked(coordinator.Part),
        _ => false,
    };
}
