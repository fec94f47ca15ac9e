namespace EligibilityService.Application.Access;

/// <summary>One of the invented people of the demonstration, who signs in by a click or, as a program, by a client of the same role.</summary>
public sealed record DemonstrationPerson(Guid Id, string Name, Role Role, string ClientId, string Language)
{
    public string Email => $"{ClientId}@example.eu";
}

/// <summary>The people of the demonstration. Their ids never change: events of played history name them.</summary>
public static class DemonstrationPeople
{
    /// <summary>Manages the first published cluster of Baden-Württemberg, and one draft.</summary>
    public static DemonstrationPerson Applicant { get; } = Someone(1, "Anna Weber", Role.Applicant, "demo-applicant", "de");

    public static DemonstrationPerson Officer { get; } = Someone(2, "Marco Rossi", Role.Officer, "demo-officer", "en");

    public static DemonstrationPerson SecondOfficer { get; } = Someone(3, "Elena Petrova", Role.Officer, "demo-second-officer", "en");

    public static DemonstrationPerson Auditor { get; } = Someone(4, "Jana Novák", Role.Auditor, "demo-auditor", "en");

    public static DemonstrationPerson Moderator { get; } = Someone(5, "Luc Moreau", Role.Moderator, "demo-moderator", "en");

    public static DemonstrationPerson Administrator { get; } = Someone(6, "Sofia Costa", Role.Administrator, "demo-admin", "en");

    /// <summary>Looks after a grant register that follows the feed.</summary>
    public static DemonstrationPerson Subscriber { get; } = Someone(7, "Pekka Virtanen", Role.Subscriber, "demo-subscriber", "en");

    /// <summary>Works for the agency of Baden-Württemberg.</summary>
    public static DemonstrationPerson Agency { get; } = Someone(8, "Jonas Keller", Role.Agency, "demo-agency", "de");

    /// <summary>What is cleared for good takes two.</summary>
    public static DemonstrationPerson SecondAdministrator { get; } = Someone(9, "Mikko Lindgren", Role.Administrator, "demo-second-admin", "en");

    public static IReadOnlyList<DemonstrationPerson> All { get; } =
        [Applicant, Officer, SecondOfficer, Auditor, Moderator, Administrator, SecondAdministrator, Subscriber, Agency];

    public static DemonstrationPerson? Find(string? clientId) => All.FirstOrDefault(person => person.ClientId == clientId);

    private static DemonstrationPerson Someone(int number, string name, Role role, string clientId, string language) =>
        new(new($"de300000-0000-4000-8000-{number:D12}"), name, role, clientId, language);
}
