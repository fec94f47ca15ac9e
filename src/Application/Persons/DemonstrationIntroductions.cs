using EligibilityService.Application.Access;

namespace EligibilityService.Application.Persons;

public static class DemonstrationIntroductions
{
    /// <summary>Gives the people of the demonstration their names; safe to repeat, and needed again after a reset.</summary>
    public static async Task IntroduceDemonstration(this IPersons persons, CancellationToken cancellationToken)
    {
        foreach (var person in DemonstrationPeople.All)
        {
            await persons.Introduce(new(person.Id, person.Name, person.Email, person.Language), cancellationToken);
        }
    }
}
