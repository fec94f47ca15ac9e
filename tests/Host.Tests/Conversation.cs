using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EligibilityService.Host.Tests;

/// <summary>What a caller says to the service, and hears from it, over HTTP.</summary>
internal static class Conversation
{
    public static Task<Answer> Get(this HttpClient client, string path, params (string Name, string Value)[] headers) => client.Ask(HttpMethod.Get, path, null, headers);

    public static Task<Answer> Post(this HttpClient client, string path, object? body = null, params (string Name, string Value)[] headers) => client.Ask(HttpMethod.Post, path, body, headers);

    /// <param name="version">The version it was made on, for If-Match.</param>
    public static Task<Answer> Patch(this HttpClient client, string path, object body, long version) => client.Ask(HttpMethod.Patch, path, body, [("If-Match", $"\"{version}\"")]);

    public static Task<Answer> Put(this HttpClient client, string path, object body, long version) => client.Ask(HttpMethod.Put, path, body, [("If-Match", $"\"{version}\"")]);

    public static Task<Answer> Delete(this HttpClient client, string path, long version) => client.Ask(HttpMethod.Delete, path, null, [("If-Match", $"\"{version}\"")]);

    /// <param name="body">An object becomes JSON; text and bytes are sent as they are.</param>
    public static async Task<Answer> Ask(this HttpClient client, HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Content = body switch
        {
            null => null,
            HttpContent ready => ready,
            byte[] bytes => Json(bytes),
            string text => Json(Encoding.UTF8.GetBytes(text)),
            _ => Json(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)),
        };

        // A body that will be refused for its size is not sent before the service has said so, or its answer could be lost.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 1_000_000;

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new($"{method} {path}", response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers, response.Content.Headers);
    }

    private static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}

internal sealed record Answer(string Asked, HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    private JsonElement? _body;

    public JsonElement Body => _body ??= JsonDocument.Parse(Text).RootElement;

    public Guid Id => Body.GetProperty("id").GetGuid();

    public long Version => Body.GetProperty("version").GetInt64();

    public long Position => long.Parse(Headers.GetValues("Position").Single(), System.Globalization.CultureInfo.InvariantCulture);

    public JsonElement this[string member] => Body.GetProperty(member);

    /// <summary>Where it is not the expected answer, the message is what came instead.</summary>
    public Answer Is(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{Asked}: {(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    public Answer Ok() => Is(HttpStatusCode.OK);

    public Answer Created()
    {
        Is(HttpStatusCode.Created);
        Assert.NotNull(Headers.Location);
        return this;
    }

    /// <summary>A problem (RFC 9457) with this code, a sentence, and, where one is named, the field it is about.</summary>
    public Answer IsProblem(HttpStatusCode status, string code, string? field = null)
    {
        Is(status);
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(code, Body.GetProperty("code").GetString());
        Assert.False(string.IsNullOrWhiteSpace(Body.GetProperty("detail").GetString()));
        if (field is not null)
        {
            string?[] fields = [.. Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString())];
            Assert.True(fields.Contains(field), $"{Asked}: the problem is about {string.Join(", ", fields)} instead of {field}: {Text}");
        }

        return this;
    }
}

/// <summary>Reading answers without a type for each.</summary>
internal static class Reading
{
    public static string? Said(this JsonElement json, string member) => json.GetProperty(member).ValueKind is JsonValueKind.Null ? null : json.GetProperty(member).ToString();

    public static JsonElement.ArrayEnumerator Each(this JsonElement json, string member) => json.GetProperty(member).EnumerateArray();

    public static JsonElement Finding(this JsonElement verdict, string criterion) => verdict.Each("findings").Single(finding => finding.Said("criterion") == criterion);
}
