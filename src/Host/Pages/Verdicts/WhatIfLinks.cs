using System.Globalization;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Deciding;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Verdicts;

/// <summary>For what is missing, the supposition that it were there: "if we had 15 members".</summary>
internal static class WhatIfLinks
{
    /// <returns>The query of the address, and what the link says; null where there is nothing sensible to suppose.</returns>
    public static (string Query, string Text)? Of(string criterion, CallTerms terms, ProfileFields profile) =>
        terms.Criteria.FirstOrDefault(known => known.Id == criterion)?.Question is { } question ? Of(question, profile) : null;

    private static (string Query, string Text)? Of(Question question, ProfileFields profile) => question switch
    {
        HasMembers asked => (
            string.Create(CultureInfo.InvariantCulture, $"membersSme={Math.Max(0, asked.Minimum - Others(profile))}"),
            T($"If we had {asked.Minimum} members?", $"Und mit {asked.Minimum} Mitgliedern?")),
        HasStaff asked => (string.Create(CultureInfo.InvariantCulture, $"staffFte={asked.MinimumFte:0.##}"), T("If the team were larger?", "Und mit größerem Team?")),
        HoldsLabel asked => ($"label={asked.Minimum.ToString().ToLowerInvariant()}", T($"If we held the {Words.Of(asked.Minimum)}?", $"Und mit {Words.Of(asked.Minimum)}?")),
        RegisteredOrPlanned or RegisteredOrRequested => ("registration=requested", T("If we asked for review?", "Und wenn wir die Prüfung beantragen?")),
        RegisteredWithCompleteProfile => ("registration=published", T("If the profile were published?", "Und mit veröffentlichtem Profil?")),
        IsLegalPerson => ("hasLegalPersonality=yes", T("If it had legal personality?", "Und mit Rechtspersönlichkeit?")),
        IsOfKind { Kinds: [var kind, ..] } => ($"kind={Word(kind)}", T($"If it were: {Words.Of(kind)}?", $"Und als {Words.Of(kind)}?")),
        WorksIn { AnyOf: [var code, ..] } asked => ($"{asked.Entry}={Uri.EscapeDataString(code)}", T("If we worked there?", "Und wenn wir dort tätig wären?")),
        _ => null,
    };

    private static int Others(ProfileFields profile) => (profile.MembersLarge ?? 0) + (profile.MembersResearch ?? 0) + (profile.MembersOther ?? 0);

    private static string Word(OrganisationKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
