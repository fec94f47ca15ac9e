using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Domain.Eligibility;

/// <summary>The catalogue of questions: under which versioned type each stands in data.</summary>
/// <remarks>Closed set. A further question is one file, one line here and its words in the description of the catalogue; a type once used never changes its meaning.</remarks>
public static class QuestionCatalogue
{
    public static readonly IReadOnlyDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["registered-or-planned/1"] = typeof(RegisteredOrPlanned),
        ["registered-or-requested/1"] = typeof(RegisteredOrRequested),
        ["registered-with-complete-profile/1"] = typeof(RegisteredWithCompleteProfile),
        ["established-in/1"] = typeof(EstablishedIn),
        ["organisation-kind/1"] = typeof(IsOfKind),
        ["legal-person/1"] = typeof(IsLegalPerson),
        ["profile-complete/1"] = typeof(ProfileComplete),
        ["says-yes/1"] = typeof(SaysYes),
        ["members/1"] = typeof(HasMembers),
        ["member-types/1"] = typeof(HasMemberTypes),
        ["staff/1"] = typeof(HasStaff),
        ["label/1"] = typeof(HoldsLabel),
        ["works-in/1"] = typeof(WorksIn),
        ["pic/1"] = typeof(HasPic),
        ["partners/1"] = typeof(PartnersAtLeast),
        ["countries/1"] = typeof(CountriesAtLeast),
        ["independent/1"] = typeof(PartnersIndependent),
        ["region-category/1"] = typeof(RegionOfCategory),
        ["regions-represented/1"] = typeof(RegionsRepresentedByClusters),
        ["defence-related-partner/1"] = typeof(DefenceRelatedPartner),
        ["partners-who/1"] = typeof(PartnersWho),
        ["coordinator/1"] = typeof(CoordinatorWho),
        ["existing-partnership/1"] = typeof(ExistingPartnership),
        ["one-consortium-per-phase/1"] = typeof(OneConsortiumPerPhase),
        ["received-by-deadline/1"] = typeof(ReceivedByDeadline),
        ["grant-within/1"] = typeof(GrantWithin),
        ["rate-within/1"] = typeof(RateWithin),
        ["duration-within/1"] = typeof(DurationWithin),
        ["pages-within/1"] = typeof(PagesWithin),
        ["budget-declared/1"] = typeof(BudgetDeclared),
        ["target-countries/1"] = typeof(TargetCountriesWithin),
        ["target-countries/2"] = typeof(ThirdCountriesWithin),
        ["persons-per-cluster/1"] = typeof(PersonsPerCluster),
        ["travel-cost-within/1"] = typeof(TravelCostWithin),
        ["weeks-within/1"] = typeof(WeeksWithin),
        ["received-by-cut-off/1"] = typeof(ReceivedByCutOff),
        ["declared/1"] = typeof(Declared),
        ["judged/1"] = typeof(Judged),
        ["all/1"] = typeof(All),
        ["any/1"] = typeof(Any),
        ["at-least/1"] = typeof(AtLeast),
        ["not/1"] = typeof(Not),
    };

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string TypeOf(Question question) => Names[question.GetType()];
}

/// <summary>A question in JSON is `{ "type": "members/1", "parameters": { ... } }`; unknown types and members are errors.</summary>
public sealed class QuestionJson : JsonConverter<Question>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Question);

    public override Question Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject json) throw new JsonException("A question is an object with a type and parameters.");
        if (json.FirstOrDefault(member => member.Key is not ("type" or "parameters")) is { Key: { } unknown }) throw new JsonException($"'{unknown}' is not a member of a question.");

        return Of(json["type"]?.Deserialize<string>(), json["parameters"], options);
    }

    public override void Write(Utf8JsonWriter writer, Question value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteParts(writer, value, options);
        writer.WriteEndObject();
    }

    internal static Question Of(string? type, JsonNode? parameters, JsonSerializerOptions options)
    {
        if (type is null || !QuestionCatalogue.Types.TryGetValue(type, out var question))
        {
            throw new JsonException($"'{type}' is not a type of the catalogue. Known types: {string.Join(", ", QuestionCatalogue.Types.Keys)}.");
        }

        // A threshold left out would be read as zero, and the question as met.
        var needed = question.GetConstructors().Single().GetParameters().Where(parameter => !parameter.HasDefaultValue)
            .Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));
        var given = parameters ?? new JsonObject();
        if (given is JsonObject members && needed.FirstOrDefault(name => members[name] is null) is { } missing) throw new JsonException($"'{type}' needs '{missing}'.");

        return (Question)(given.Deserialize(question, options) ?? throw new JsonException($"'{type}' lacks its parameters."));
    }

    internal static void WriteParts(Utf8JsonWriter writer, Question question, JsonSerializerOptions options)
    {
        writer.WriteString("type", QuestionCatalogue.TypeOf(question));
        writer.WritePropertyName("parameters");
        JsonSerializer.Serialize(writer, question, question.GetType(), options);
    }
}

/// <summary>A criterion in JSON carries type and parameters beside its own members, as the call's data spell it.</summary>
public sealed class CriterionJson : JsonConverter<Criterion>
{
    private static readonly HashSet<string> Members = ["id", "clause", "type", "parameters", "referenceDate", "severity", "stage", "confidence", "strands", "alsoAt", "decides"];

    public override Criterion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject json) throw new JsonException("A criterion is an object.");
        if (json.FirstOrDefault(member => !Members.Contains(member.Key)) is { Key: { } unknown }) throw new JsonException($"'{unknown}' is not a member of a criterion.");

        T Member<T>(string name, T absent) => json[name] is { } node ? node.Deserialize<T>(options)! : absent;
        string Needed(string name) => json[name]?.Deserialize<string>() ?? throw new JsonException($"A criterion needs '{name}'.");

        return new(
            Needed("id"),
            Needed("clause"),
            Question(Needed("id"), Needed("type"), json["parameters"], options),
            Member("referenceDate", Time.ReferenceDate.Deadline),
            Member("severity", Severity.Mandatory),
            Member("stage", Stage.Organisation),
            Member("confidence", Confidence.Found),
            Member<string[]?>("strands", null),
            Member<Time.ReferenceKind[]?>("alsoAt", null),
            Member("decides", Decides.Participation));
    }

    /// <summary>Under this name an error carries the criterion's id and the parameter's path; the serializer itself adds only where the criterion stands.</summary>
    public const string Within = "within";

    private static Question Question(string id, string type, JsonNode? parameters, JsonSerializerOptions options)
    {
        try
        {
            return QuestionJson.Of(type, parameters?.DeepClone(), options);
        }
        catch (JsonException wrong)
        {
            throw new JsonException(wrong.Message.Split(" Path:")[0], wrong) { Data = { [Within] = (Criterion: id, Parameter: (wrong.Path ?? "").TrimStart('$', '.')) } };
        }
    }

    public override void Write(Utf8JsonWriter writer, Criterion value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("clause", value.Clause);
        QuestionJson.WriteParts(writer, value.Question, options);
        Member("referenceDate", value.ReferenceDate);
        Member("severity", value.Severity);
        Member("stage", value.Stage);
        Member("confidence", value.Confidence);
        if (value.Strands is not null) Member("strands", value.Strands);
        if (value.AlsoAt is not null) Member("alsoAt", value.AlsoAt);
        if (value.Decides is not Decides.Participation) Member("decides", value.Decides);
        writer.WriteEndObject();

        void Member<T>(string name, T member)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, member, options);
        }
    }
}

/// <summary>How facts are written in JSON, wherever they are: events, the programme's data, the API.</summary>
public static class FactJson
{
    public static readonly JsonSerializerOptions Options = Apply(new());

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new Time.DeadlineJson());
        options.Converters.Add(new QuestionJson());
        options.Converters.Add(new CriterionJson());
        return options;
    }
}
