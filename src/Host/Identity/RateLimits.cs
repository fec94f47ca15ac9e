using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace EligibilityService.Host.Identity;

/// <summary>Generous for everybody, strict for guessing passwords.</summary>
internal static class RateLimits
{
    /// <summary>A bucket per person, or per address for those who are not signed in. Health checks are never counted.</summary>
    public static void Configure(RateLimiterOptions limiter, IConfiguration configuration)
    {
        var limits = configuration.GetSection("RateLimit");
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) => new(Answer(context.HttpContext, context.Lease));
        if (!limits.GetValue("Enabled", true)) return;

        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.GetValue("Burst", 1_000),
            TokensPerPeriod = limits.GetValue("PerSecond", 500),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };

        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(
                    context.User.FindFirst(PersonIdentity.Subject)?.Value ?? Address(context), _ => bucket));
    }

    public static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    public static void SayWhenToRetry(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    private static Task Answer(HttpContext context, RateLimitLease lease)
    {
        SayWhenToRetry(context, lease);
        return ApiProblems.Write(context, StatusCodes.Status429TooManyRequests, ApiProblems.TooManyRequests, PageLanguage.Pick(
            context,
            "Too many requests at once. Wait for the seconds that Retry-After names, then go on.",
            "Zu viele Anfragen auf einmal. Warten Sie so viele Sekunden, wie Retry-After angibt, und fahren Sie dann fort."));
    }
}

/// <summary>How often one address may try the password of one account.</summary>
internal sealed class PasswordAttempts(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new()
        {
            PermitLimit = configuration.GetValue("RateLimit:PasswordsPerMinute", 10),
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    public RateLimitLease Try(HttpContext context, string email) =>
        _limiter.AttemptAcquire($"{RateLimits.Address(context)} {email.ToUpperInvariant()}");

    public void Dispose() => _limiter.Dispose();
}
