namespace EligibilityService.Application.Subscriptions;

/// <summary>Seals what is kept and never shown again. The keys lie with the host, so that the database alone opens nothing; all hosts have the same.</summary>
public interface ISeal
{
    string Close(string secret);

    string Open(string box);
}
