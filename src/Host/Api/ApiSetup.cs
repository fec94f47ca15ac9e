using System.Text.Json;
using System.Text.Json.Serialization;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Identity;
using EligibilityService.Host.Startup;

namespace EligibilityService.Host.Api;

/// <summary>The API: REST under /api, problems with codes, texts in the caller's language.</summary>
internal static class ApiSetup
{
    private const long LargestBody = 2 * 1024 * 1024;

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CoordinatorOf>();
        builder.Services.AddOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>().Configure<IHttpContextAccessor>((options, http) =>
        {
            FactJson.Apply(options.SerializerOptions);
            options.SerializerOptions.RespectRequiredConstructorParameters = true;   // what is left out would be read as zero, or as the first of its kind
            options.SerializerOptions.Converters.Insert(0, new TextInTheCallersLanguage(http));
            options.SerializerOptions.Converters.Insert(0, new InstantWithZ());
        });
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").GuardedByItsRequests().DisableAntiforgery();
        api.MapDirectory();
        api.MapClusters();
        api.MapImports();
        api.MapEligibility();
        api.MapCalls();
        api.MapApplications();
        api.MapHistories();
        api.MapFeed();
        if (app.Services.GetRequiredService<DemonstrationSettings>().Enabled) api.MapDemonstration();
        return app;
    }
}

/// <summary>Sentences go out in the one language the caller prefers; terms of calls are data and come in both.</summary>
internal sealed class TextInTheCallersLanguage(IHttpContextAccessor http) : JsonConverter<Text>
{
    public override Text Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return reader.GetString() is { } same ? new(same, same) : default;

        string? en = null, de = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name is "en") en = reader.GetString();
            else if (name is "de") de = reader.GetString();
            else throw new JsonException($"'{name}' is not a language here; a text has 'en' and 'de'.");
        }

        return new(en ?? de ?? "", de ?? en ?? "");
    }

    public override void Write(Utf8JsonWriter writer, Text value, JsonSerializerOptions options)
    {
        if (http.HttpContext is { } context && Problems.Language(context) is var language && !context.Items.ContainsKey(BothLanguages))
        {
            writer.WriteStringValue(value.In(language));
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("en", value.En);
        writer.WriteString("de", value.De);
        writer.WriteEndObject();
    }

    /// <summary>Set on the request where texts are data that somebody will send back.</summary>
    public const string BothLanguages = "texts in both languages";
}

/// <summary>Instants are UTC with Z, to the microsecond where there is one.</summary>
internal sealed class InstantWithZ : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
