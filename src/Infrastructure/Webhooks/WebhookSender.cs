using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace EligibilityService.Infrastructure.Webhooks;

/// <summary>Why an attempt was not taken, where there was no answer or one that is no answer to a message. Codes that never change.</summary>
internal static class Trouble
{
    public const string TooLate = "too-late", NoConnection = "no-connection", Certificate = "certificate", Inside = "points-inside", Broken = "answer-broken", NoConsent = "no-consent";
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">Nothing where no answer came.</param>
/// <param name="Trouble">One of <see cref="Webhooks.Trouble"/>, where it was not simply answered.</param>
/// <param name="Answer">The beginning of what was answered.</param>
internal sealed record Attempt(int? Status, int Milliseconds, string? Trouble, string Headers, string? Answer, TimeSpan? RetryAfter)
{
    /// <summary>Nothing was sent yet: it was asked whether anything may be.</summary>
    public bool IsOfConsent { get; init; }

    public bool Accepted => Trouble is null && Status is >= 200 and < 300;

    public bool IsGone => Status == 410;

    /// <summary>The address looked at the message and will not have it.</summary>
    public bool IsRefusal => Trouble is null && Status is >= 400 and < 500 and not (408 or 410 or 425 or 429);

    /// <summary>It may be the message that the address breaks at, or the address itself may be broken.</summary>
    public bool MayBeAboutTheMessage => IsRefusal || (Trouble is null && Status is >= 500 and not 503);
}

/// <summary>Signs and sends, and reads no more of an answer than is needed.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int LongestAnswer = 4 * 1024;

    private readonly WebhookSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <param name="trust">Other roots than the machine's; for tests.</param>
    public WebhookSender(WebhookSettings settings, EndpointGuard guard, TimeProvider time, System.Net.Security.SslClientAuthenticationOptions? trust = null)
    {
        (_settings, _time) = (settings, time);
        // As many connections as there are lines: whoever waited for one in here would lose its own time, to slow addresses of others at the same host.
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = guard.Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = settings.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 16,
            ResponseDrainTimeout = TimeSpan.Zero,   // what is not read is not fetched: the connection is closed
        };
        if (trust is not null) handler.SslOptions = trust;
        _client = new(handler);
    }

    /// <summary>The consent that the CloudEvents webhook specification asks for: may this service send there, and how much?</summary>
    /// <returns>The attempt, and the messages a minute that are allowed, where that is limited.</returns>
    public async Task<(Attempt Attempt, int? PerMinute)> AskConsent(string url, int? perMinute, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", _settings.Origin);
        if (perMinute is { } rate) request.Headers.TryAddWithoutValidation("WebHook-Request-Rate", rate.ToString(CultureInfo.InvariantCulture));

        int? allowed = null;
        var consents = false;
        var attempt = await Send(request, headers =>
        {
            consents = Values(headers, "WebHook-Allowed-Origin").Any(origin => origin == "*" || string.Equals(origin, _settings.Origin, StringComparison.OrdinalIgnoreCase));
            allowed = int.TryParse(Values(headers, "WebHook-Allowed-Rate").FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;
        }, cancellationToken);
        return (attempt.Accepted && !consents ? attempt with { Trouble = Trouble.NoConsent } : attempt, allowed);
    }

    /// <param name="secrets">All that hold at the moment; the receiver knows one of them.</param>
    public Task<Attempt> Send(WebhookMessage message, string url, IReadOnlyList<byte[]> secrets, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(message.ContentType);
        foreach (var (name, value) in message.Headers) request.Headers.TryAddWithoutValidation(name, value);

        var at = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("webhook-id", message.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", at);
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(secret => Signature(secret, message.Id, at, message.Body))));
        request.Headers.TryAddWithoutValidation("User-Agent", "eligibility-service");
        return Disposing(request, Send(request, null, cancellationToken));
    }

    private static string Signature(byte[] secret, string id, string at, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{at}."));
        mac.AppendData(body);
        return $"v1,{Convert.ToBase64String(mac.GetHashAndReset())}";
    }

    private async Task<Attempt> Send(HttpRequestMessage request, Action<HttpResponseHeaders>? look, CancellationToken cancellationToken)
    {
        var sent = string.Join('\n', request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        var since = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_settings.Timeout);
        int? status = null;
        try
        {
            using var response = await _client.SendAsync(request, patience.Token);
            status = (int)response.StatusCode;
            look?.Invoke(response.Headers);
            var answer = await Beginning(response, patience.Token);
            return new(status, Taken(), null, sent, answer, RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(Trouble.TooLate);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return Failed(Causes(failed).Select(cause => cause switch
            {
                AddressRefused => Trouble.Inside,
                AuthenticationException => Trouble.Certificate,
                HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded or HttpRequestError.ConfigurationLimitExceeded } => Trouble.Broken,
                HttpIOException => Trouble.Broken,
                _ => null,
            }).FirstOrDefault(known => known is not null) ?? Trouble.NoConnection);
        }

        int Taken() => (int)Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        Attempt Failed(string trouble) => new(status, Taken(), trouble, sent, null, null);
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    /// <summary>The status has been said already: a body that is slow, broken or endless changes nothing about it.</summary>
    private static async Task<string?> Beginning(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[LongestAnswer], 0);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), patience.Token) is > 0 and var read) length += read;
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or HttpRequestException)
        {
        }

        return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', ' ');
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };

    private static string[] Values(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))] : [];

    private static async Task<Attempt> Disposing(HttpRequestMessage request, Task<Attempt> sending)
    {
        using (request) return await sending;
    }

    public void Dispose() => _client.Dispose();
}
