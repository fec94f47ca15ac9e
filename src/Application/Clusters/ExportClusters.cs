using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>All published clusters that answer to a filter, with what their profiles show to everybody.</summary>
[May(Who.Anyone)]
public sealed record ExportClusters(ClusterFilter Filter) : IRequest<ClusterExport>;

public sealed record ClusterExport(long Position, IReadOnlyList<ExportedCluster> Clusters);

/// <param name="Label">The label that is valid on the day of the export.</param>
public sealed record ExportedCluster(Guid Id, ProfileFields Profile, QualityLabel? Label, DateOnly? LabelUntil);

public sealed class ExportClustersShape : AbstractValidator<ExportClusters>
{
    public ExportClustersShape() => RuleFor(question => question.Filter).SetValidator(new ClusterFilterShape()).OverridePropertyName("");
}

public sealed class ExportClustersHandler(IFacts facts, ServiceClock clock) : IRequestHandler<ExportClusters, ClusterExport>
{
    public Task<ClusterExport> Handle(ExportClusters question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var directory = ClusterDirectory.Of(knowledge);
        var found = new List<ExportedCluster>();

        DirectorySearch.Run(directory, question.Filter.Understood(knowledge.Programme), knowledge.Programme, now, place =>
        {
            var (id, state, label) = (directory.Rows[place].Place.Id, directory.Rows[place].Record.State, directory.Rows[place].Labels.At(now));
            found.Add(new(id, state.Profile, label?.Value, label?.Basis.ValidUntil));
        });

        return Task.FromResult(new ClusterExport(directory.Position, found));
    }
}
