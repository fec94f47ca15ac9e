using EligibilityService.Application.Access;
using MediatR;

namespace EligibilityService.Application.Feed;

/// <summary>The JSON Schema (2020-12) of one published type's data; nothing where there is no such type.</summary>
/// <param name="Type">With its version, such as cluster.published.v1.</param>
[May(Who.Anyone)]
public sealed record ShowSchema(string Type) : IRequest<string?>;

/// <summary>The published language as a whole: an AsyncAPI 3.0 document.</summary>
[May(Who.Anyone)]
public sealed record ShowAsyncApi : IRequest<string>;
