using System.Text.Json;
using System.Text.Json.Serialization;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Identity;
using EligibilityService.Host.Startup;

namespace EligibilityService.Host.Api;

/// <summary>The API: REST under /api, problems with codes, texts in the caller's language.</summary>
internal static class ApiSetup
{
    private const long LargestBody = 2 * 1024 * 1024;

    /// <summary>A page that carries a consortium in its address says itself when there are too many partners.</summary>
    private const int LongestAddress = 64 * 1024;

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LongestAddress;
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<OpenStreams>();
        builder.Services.AddScoped<CoordinatorOf>();
        builder.Services.AddScoped<PosterOf>();
        builder.Services.AddOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>().Configure<IHttpContextAccessor>((options, http) =>
        {
            AmountJson.WithAmounts(FactJson.Apply(options.SerializerOptions));
            options.SerializerOptions.RespectRequiredConstructorParameters = true;   // what is left out would be read as zero, or as the first of its kind
            options.SerializerOptions.Converters.Insert(0, new TextInTheCallersLanguage(http));
            options.SerializerOptions.Converters.Insert(0, new InstantWithZ());
        });
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").GuardedByItsRequests().DisableAntiforgery().TakeHeadLikeGet();
        api.MapDirectory();
        api.MapClusters();
        api.MapImports();
        api.MapEligibility();
        api.MapCalls();
        api.MapImpacts();
        api.MapApplications();
        api.MapPartnerships();
        api.MapProgramme();
        api.MapPartnerSearches();
        api.MapDesk();
        api.MapRankings();
        api.MapListFiles();
        api.MapHistories();
        api.MapParkedEvents();
        api.MapFeed();
        api.MapFeedStream();
        api.MapSubscriptions();
        api.MapInbound();
        api.MapNotifications();
        api.MapLog();
        api.MapAccess();
        api.MapAdmin();
        if (app.Services.GetRequiredService<DemonstrationSettings>().Enabled) api.MapDemonstration();
        app.RefuseOtherMethods();
        return app;
    }
}

/// <summary>Sentences go out in the one language the caller prefers; terms of calls are data and come in both.</summary>
internal sealed class TextInTheCallersLanguage(IHttpContextAccessor http) : JsonConverter<Text>
{
    public override Text Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException(Both);

        string? en = null, de = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name is not ("en" or "de") || reader.TokenType is not JsonTokenType.String) throw new JsonException(Both);
            if (name is "en") en = reader.GetString();
            else de = reader.GetString();
        }

        return en is not null && de is not null ? new(en, de) : throw new JsonException(Both);
    }

    private static readonly string Both = ProfileShape.Say("A text in both languages: an object with 'en' and 'de'.", "Ein Text in beiden Sprachen: ein Objekt mit „en“ und „de“.");

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
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Moment.TryParse(reader.GetString(), out var moment) ? moment.Value : throw new JsonException(NoInstant);

    private static readonly string NoInstant = ProfileShape.Say(
        "This is not an instant. Give date, time and Z or an offset, such as 2017-05-23T15:00:00Z.", "Das ist kein Zeitpunkt. Nennen Sie Tag, Uhrzeit und Z oder den Zeitversatz, etwa 2017-05-23T15:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
