namespace EligibilityService.Infrastructure.Mails;

/// <summary>How people are written to.</summary>
/// <param name="Service">Address under which people reach the service's pages, ending with a slash: where links in mails lead.</param>
/// <param name="Host">The mail server; without one nothing leaves the house, and mails are read in the mailbox.</param>
/// <param name="From">The sender's address.</param>
public sealed record MailSettings(Uri Service, string? Host = null, int Port = 587, string From = "eligibility-service@localhost")
{
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Encrypted, from the first byte or by STARTTLS; without it, only inside the house.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Mails that leave in a minute at most.</summary>
    public int PerMinute { get; init; } = 60;

    /// <summary>So many days a mail is kept, by the service's clock.</summary>
    public int KeptDays { get; init; } = 30;

    /// <summary>So long it is tried to send a mail.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);
}
