using EligibilityService.Application.Subscriptions;
using Microsoft.AspNetCore.DataProtection;

namespace EligibilityService.Host.Identity.Keys;

/// <summary>Seals with the keys that all hosts on the database share, and that lie in it sealed themselves.</summary>
internal sealed class Seal(IDataProtectionProvider protection) : ISeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("webhook-secrets");

    public string Close(string secret) => _protector.Protect(secret);

    public string Open(string box) => _protector.Unprotect(box);
}
