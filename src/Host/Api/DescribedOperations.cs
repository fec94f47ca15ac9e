using System.Reflection;
using System.Text.Json.Nodes;
using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Host.Identity;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EligibilityService.Host.Api;

/// <summary>What each operation has besides its own words: an id, who may send it, headers, and the problems it can answer with.</summary>
internal static class DescribedOperations
{
    public const string Bearer = "bearer";
    private const string ProblemSchema = "Problem", ProblemType = "application/problem+json";

    /// <summary>The codes of refusals, by the tag of the operations that can be refused with them.</summary>
    private static readonly Dictionary<string, string[]> Refusals = new()
    {
        ["Clusters"] = [.. CodesOf("Clusters.ClusterRefusals"), "registrant-has-profile", "pic-taken"],
        ["Calls"] = [.. CodesOf("Calls.CallRefusals"), .. CodesOf("Calls.ImpactRefusals"), "clause-reads-otherwise", "clause-will-read-otherwise", "publication-day-differs", "example-comes-out-otherwise", "examples-missing", "call-reference-taken"],
        ["Applications"] = [.. CodesOf("Applications.ApplicationRefusals"), .. CodesOf("Applications.DocumentRefusals"), .. CodesOf("Applications.AwardRefusals"), .. CodesOf("Applications.ChangeRefusals"), .. CodesOf("Applications.ImportRefusals"), "import-overtaken", .. CodesOf("Applications.ReimbursementRefusals"), "application-empty"],
        ["Inbound"] = ["call-not-closed", "results-announced-otherwise", "pic-taken", .. CodesOf("Applications.AwardRefusals")],
        ["Partnerships"] = CodesOf("Partnerships.PartnershipRefusals"),
        ["Partner searches"] = CodesOf("PartnerSearches.PartnerSearchRefusals"),
        ["Subscriptions"] = [.. CodesOf("Subscriptions.SubscriptionRefusals"), "feed-number-ahead", "feed-epoch-ended", "replays-enough", "deliveries-enough"],
        ["Programme"] = CodesOf("Programme.ProgrammeRefusals"),
        ["Access"] = CodesOf("Access.AccessRefusals"),
        ["Personal data"] = CodesOf("Retention.RetentionRefusals"),
        ["Demonstration"] = ["clock-goes-forward-only"],
    };

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["id"] = "Its id.",
        ["call"] = "Id, reference or alias of a call.",
        ["strand"] = "Id of a strand; without it, the best of all.",
        ["draft"] = "For officers: the text drafted since the announcement, where there is one.",
        ["person"] = "Id of the person who claims, who acts for the cluster or, of the access log, who looked.",
        ["what"] = "Of the access log what was looked at; of the search the name of an event, such as application.award-decided, or a family, such as application.",
        ["who"] = "Who acted: an id, the e-mail address of sign-in, or a part of the name.",
        ["about"] = "Id of the application, cluster, call or person that was looked at.",
        ["number"] = "Number of the proposed corrigendum, or of the cut-off, from 1.",
        ["corrigendum"] = "Number of a proposed corrigendum, from 1; without it, the text whose publication is proposed.",
        ["clarification"] = "Id of a question to the applicant.",
        ["letter"] = "Id of a letter.",
        ["redress"] = "Id of an action against a decision.",
        ["document"] = "Id of a document of the application.",
        ["clearance"] = "Id of a proposal of what is cleared.",
        ["erasure"] = "Id of a proposal to erase a person.",
        ["proposal"] = "Id of a proposal, as told with the country.",
        ["change"] = "Id of a proposed change of the consortium.",
        ["application"] = "Id of an application: only this one.",
        ["source"] = "The submission system that proposals come from; with its number it names one.",
        ["partner"] = "Id of an organisation in the application; a cluster's own.",
        ["role"] = "Only those that the caller's clusters coordinate, or in which they are named as partners.",
        ["label"] = "Quality label.",
        ["at"] = "Moment that takes the place of deadline and submission dates.",
        ["knownAt"] = "Answer with what had been recorded by then.",
        ["from"] = "Begin with what was recorded then.",
        ["to"] = "End with what was recorded then.",
        ["cursor"] = "`next` of the page before; without it, the first page.",
        ["limit"] = "How many at most.",
        ["after"] = "`next` of the page before, or a number of the feed; without it, from the first entry on.",
        ["minPosition"] = "Wait until the answer shows at least this position: the `Position` header of a write.",
        ["preview"] = "Say what the import would do, and write nothing.",
        ["status"] = "Phase of the calls.",
        ["outcome"] = "Outcome of the verdicts.",
        ["country"] = "EU code, such as DE, EL or UK.",
        ["cluster"] = "Id of a cluster.",
        ["q"] = "Words of name, place or field, and codes.",
        ["region"] = "NUTS code of any level, or a name: DE1, Baden-Württemberg.",
        ["sector"] = "Code of a sector.",
        ["industry"] = "Code of an emerging industry.",
        ["technology"] = "Code of a key enabling technology.",
        ["kind"] = "Of partner searches: requests look for partners, offers are one's own readiness to be one. Of work: what is to be done.",
        ["phase"] = "A phase that was funded: preparatory or implementation.",
        ["member"] = "Id of a member of the partnership; a cluster's own.",
        ["target"] = "EU code of a target country.",
        ["token"] = "From the address in a mail: it proves who wants no more.",
        ["checkpoint"] = "Number of a checkpoint, from 1.",
        ["submission"] = "Number of the version that was handed in, from 1.",
        ["since"] = "Size of the tree of a checkpoint noted earlier, to hold the dossier against.",
        ["index"] = "Place of the leaf in the log, from 0.",
        ["entry"] = "Number of an entry of the feed that cites the leaf.",
        ["size"] = "Size of the tree; without it, that of the newest checkpoint.",
    };

    /// <summary>Words that mean something else about the log.</summary>
    private static readonly Dictionary<string, string> LogParameters = new()
    {
        ["from"] = "Size of the smaller tree.",
        ["to"] = "Size of the larger tree.",
        ["after"] = "Number of the last checkpoint one has; without it, from the first on.",
    };

    /// <summary>Words that mean something else about the feed.</summary>
    private static readonly Dictionary<string, string> FeedParameters = new()
    {
        ["from"] = "First number of the range; without it, 1.",
        ["to"] = "Last number of the range; without it, the last there is.",
        ["country"] = "EU code: only what is about clusters seated there now.",
        ["cluster"] = "Only what is about this cluster.",
        ["call"] = "Only what is about this call: id, reference or alias.",
        ["class"] = "Only this class.",
        ["type"] = "Only these types, such as call.published.v1; several with commas, or named again.",
        ["wait"] = "Seconds to wait, up to 30, where there is nothing new yet.",
    };

    public static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.Description;
        var (method, path, metadata) = (endpoint.HttpMethod!, endpoint.RelativePath!.TrimEnd('/'), endpoint.ActionDescriptor.EndpointMetadata);
        var writes = method is not "GET";
        var tag = operation.Tags?.FirstOrDefault()?.Name ?? "";
        var isOpen = metadata.OfType<ForEverybody>().Any();
        var begins = operation.Responses!.ContainsKey("201");

        operation.OperationId = IdOf(method, path);
        operation.Security = [.. isOpen ? [new OpenApiSecurityRequirement()] : Array.Empty<OpenApiSecurityRequirement>(), new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        await Body(operation, path, metadata, context, cancellationToken);

        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            parameter.Description = (path.StartsWith("api/log/", StringComparison.Ordinal) ? LogParameters.GetValueOrDefault(parameter.Name) : path.StartsWith("api/feed", StringComparison.Ordinal) ? FeedParameters.GetValueOrDefault(parameter.Name) : null) ?? Parameters.GetValueOrDefault(parameter.Name);
            if (parameter.Schema is OpenApiSchema schema && endpoint.ParameterDescriptions.FirstOrDefault(asked => asked.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))?.ParameterDescriptor?.ParameterType is { } type) DescribedSchemas.Parameter(schema, type);
        }

        if ((!writes || tag is "Eligibility") && operation.Parameters.All(parameter => parameter.Name is not "minPosition")) Add("minPosition", ParameterLocation.Query, new() { Type = JsonSchemaType.Integer, Format = "int64" });
        if (method is "PUT" or "PATCH" or "DELETE") AddHeader("If-Match", "Version it was made on, from the ETag: \"3\".", required: true);
        else if (method is "POST" && path.Contains("{id", StringComparison.Ordinal)) AddHeader("If-Match", "Version it was made on, from the ETag: \"3\". Refused with 412 when that is not the present one.");
        if (method is "POST" or "PATCH" or "PUT" or "DELETE" && tag is not ("Eligibility" or "Demonstration" or "Personal data" or "Notifications") && !path.EndsWith("imports", StringComparison.Ordinal)) AddHeader("Idempotency-Key", "Asked again with the same key within a week, the command is answered with the same and not done twice. Whoever may not send it any more is refused.");
        AddHeader("Accept-Language", "de or en.");

        foreach (var (status, response) in operation.Responses.Where(answer => answer.Key is "200" or "201")) Headers((OpenApiResponse)response, status, path, writes);

        Problem("400", "Not understood, or not possible: `errors` names each field.", ["invalid", "json-not-understood", "request-not-understood", .. writes ? ["if-match-not-understood", "idempotency-key-not-understood"] : (string[])["position-not-understood"]]);
        Problem("401", isOpen ? "The token is not valid or has expired." : "Sign in first, or the token is not valid.", isOpen ? ["invalid-token"] : ["invalid-token", "sign-in-required"]);
        if (!isOpen) Problem("403", "Not for this account.", ["not-allowed", .. writes && tag is "Applications" ? [AccessRefused.NoConflictNotDeclared] : Array.Empty<string>()]);
        if (path.Contains('{', StringComparison.Ordinal)) Problem("404", "Nothing here that the caller may see.", ["not-found", .. IsOfAClusterThen(path, operation) ? [NotRegisteredYet.Code] : Array.Empty<string>()]);
        if (writes && Refusals.TryGetValue(tag, out var codes)) Problem("409", "Refused: `code` says why, `detail` what to do.", codes);
        if (path is "api/feed" or "api/feed/stream") Problem("409", "The cursor is of another epoch, or beyond the end: `resumeFrom` says where to go on.", ["feed-epoch-ended"]);
        if (path is "api/feed" or "api/feed/stream") Problem("404", "The filter names a call that is not there.", ["call-unknown"]);
        if (path is "api/notifications/unsubscribe") Problem("404", "The token is not complete, or none of ours.", ["token-unknown"]);
        if (path is "api/feed/digest") Problem("409", "The range goes beyond the end.", ["feed-range-beyond-end"]);
        if (path.StartsWith("api/log/proofs", StringComparison.Ordinal)) Problem("404", "The log has no such leaf or tree.", ["leaf-unknown", "log-sizes-unknown"]);
        if (path.StartsWith("api/log/proofs", StringComparison.Ordinal)) Problem("409", "Nothing can be proven here: `code` says why.", ["no-checkpoint-yet", "log-damaged"]);
        if (path.EndsWith("/dossier", StringComparison.Ordinal)) Problem("409", "No checkpoint covers it yet: ask again in a minute.", ["no-checkpoint-yet"]);
        if (method is "PUT" or "PATCH" or "DELETE" or "POST" && path.Contains("{id", StringComparison.Ordinal)) Problem("412", "It has changed since the version in If-Match.", ["stale-version"]);
        if (operation.RequestBody is not null) Problem("413", "The body is too large.", ["body-too-large"]);
        if (operation.RequestBody is not null) Problem("415", "Another kind of content is expected.", ["content-type-not-supported", "content-encoding-not-supported"]);
        if (operation.Parameters.Any(parameter => parameter.Name is "Idempotency-Key")) Problem("422", "The key came with another body before.", ["idempotency-key-reused"]);
        if (method is "PUT" or "PATCH" or "DELETE") Problem("428", "If-Match is missing.", ["if-match-required"]);
        Problem("429", "Too many requests: `Retry-After` says when to go on.", path is "api/feed/stream" ? ["too-many-requests", "too-many-streams"] : ["too-many-requests"]);
        Problem("503", "Ask again after `Retry-After`.", [.. writes ? ["database-unavailable", "too-many-at-once"] : (string[])["position-not-reached", "database-unavailable"], ProviderUnavailable.Code]);

        void Add(string name, ParameterLocation place, OpenApiSchema schema, string? description = null, bool required = false) =>
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = place, Schema = schema, Description = description ?? Parameters[name], Required = required });

        void AddHeader(string name, string description, bool required = false) => Add(name, ParameterLocation.Header, new() { Type = JsonSchemaType.String }, description, required);

        void Problem(string status, string description, IEnumerable<string> codes) => operation.Responses[status] = new OpenApiResponse
        {
            Description = $"{description} Codes: {string.Join(", ", codes.Order(StringComparer.Ordinal).Select(code => $"`{code}`"))}.",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) } },
        };
    }

    /// <summary>A cluster as it was known at a moment: before its registration that is another answer than "nothing here".</summary>
    private static bool IsOfAClusterThen(string path, OpenApiOperation operation) =>
        path.StartsWith("api/clusters/{id", StringComparison.Ordinal) && !path.EndsWith("/history", StringComparison.Ordinal) && operation.Parameters?.Any(parameter => parameter.Name is "knownAt") is true;

    /// <summary>The form of everything that is refused.</summary>
    public static Task AddProblem(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = DescribedSchemas.Object(
            ("type", Text("urn:eligibility-service:problem: and the code."), true),
            ("title", Text("The status in words."), true),
            ("status", new() { Type = JsonSchemaType.Integer, Format = "int32" }, true),
            ("detail", Text("What is wrong and what to do, in the caller's language."), true),
            ("code", Text("For programs; never changes."), true),
            ("errors", new()
            {
                Type = JsonSchemaType.Array,
                Description = "Where entries are at fault: each of them.",
                Items = DescribedSchemas.Object(("field", Text("Path of the entry, such as terms.criteria[0]; empty where it is the whole body."), true), ("code", Text("For programs."), true), ("message", Text("What is wrong and what would be right."), true)),
            }, false),
            ("resumeFrom", Text("Feed only: the cursor to go on with."), false),
            ("epoch", Text("Feed only: the present epoch."), false),
            ("traceId", Text("To be told to whoever operates the service."), false));
        schema.Description = "A problem (RFC 9457).";
        document.AddComponent(ProblemSchema, schema);
        return Task.CompletedTask;

        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
    }

    /// <summary>getClustersByIdEligibility: from method and address, so that it stays as long as they do.</summary>
    private static string IdOf(string method, string path) => method.ToLowerInvariant() + string.Concat(path.Split('/')[1..].Select(segment =>
        segment.StartsWith('{') ? $"By{Word(segment.Trim('{', '}').Split(':')[0])}" : string.Concat(segment.Split('-', '.').Select(Word))));

    private static string Word(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>Bodies that are read piece by piece say what they consist of.</summary>
    private static async Task Body(OpenApiOperation operation, string path, IList<object> metadata, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (path.EndsWith("/imports", StringComparison.Ordinal))
        {
            var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["text/csv"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                    ["multipart/form-data"] = new OpenApiMediaType { Schema = DescribedSchemas.Object(("file", file, true)) },
                },
            };
        }

        if (path.EndsWith("/documents", StringComparison.Ordinal) && operation.OperationId?.StartsWith("post", StringComparison.Ordinal) is true)
        {
            var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            var text = new OpenApiSchema { Type = JsonSchemaType.String };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/pdf"] = new OpenApiMediaType { Schema = file },
                    ["multipart/form-data"] = new OpenApiMediaType { Schema = DescribedSchemas.Object(("file", file, true), ("kind", text, true), ("title", text, true), ("document", text, false)) },
                },
            };
        }

        if (path.EndsWith("/checks", StringComparison.Ordinal) && operation.Responses?["200"] is OpenApiResponse answer)
        {
            answer.Content!["application/json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    OneOf = [await context.GetOrCreateSchemaAsync(typeof(VerdictAnswer), null, cancellationToken), await context.GetOrCreateSchemaAsync(typeof(VerdictsAnswer), null, cancellationToken)],
                },
            };
        }

        if (metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType is not { } type || metadata.OfType<PiecewiseBody>().LastOrDefault() is not { } more) return;

        var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        foreach (var (name, member) in more.Members) schema.Properties![name] = member;
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = schema } } };
    }

    private static void Headers(OpenApiResponse response, string status, string path, bool writes)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        if (path is "api/notifications/preferences") Header("ETag", new() { Type = JsonSchemaType.String }, "The version, for If-Match.");
        if (path.StartsWith("api/demo", StringComparison.Ordinal) || path.StartsWith("api/feed", StringComparison.Ordinal) || path.StartsWith("api/notifications", StringComparison.Ordinal) || path is "api/admin/erasures" || path.EndsWith("imports", StringComparison.Ordinal) || (!writes && path.Contains("/documents/{", StringComparison.Ordinal))) return;

        Header("Position", new() { Type = JsonSchemaType.Integer, Format = "int64" }, "Sequence of the last event that the answer shows.");
        if (writes && !path.EndsWith("checks", StringComparison.Ordinal)) Header("ETag", new() { Type = JsonSchemaType.String }, "The version, for If-Match.");
        if (status is "201") Header("Location", new() { Type = JsonSchemaType.String }, "Its address.");

        void Header(string name, OpenApiSchema schema, string description) => response.Headers![name] = new OpenApiHeader { Schema = schema, Description = description };
    }

    private static string[] CodesOf(string type) =>
    [
        .. typeof(Cluster).Assembly.GetType($"EligibilityService.Domain.{type}", throwOnError: true)!
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => field.GetValue(null)).OfType<Refusal>().Select(refusal => refusal.Code).Where(code => !code.EndsWith("-unknown", StringComparison.Ordinal)).Distinct(),
    ];
}

/// <summary>Nobody needs to sign in for it. The handler decides; this is for the description alone.</summary>
internal sealed class ForEverybody;

/// <summary>A JSON object that is read member by member: besides the entries of what it accepts, these.</summary>
internal sealed record PiecewiseBody(params (string Name, IOpenApiSchema Schema)[] Members)
{
    public static OpenApiSchema Of(JsonSchemaType type, string description, string? format = null) => new() { Type = type, Format = format, Description = description };
}
