using EligibilityService.Domain.Log;

namespace EligibilityService.Domain.Tests.Log;

public sealed class KeepingTheLogBook : Spec<LogBook, ILogEvent>
{
    private static readonly Guid Ada = new("01900000-0000-4000-8000-00000000000a");
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private static readonly SigningKeyIntroduced First = new("0123456789abcdef", "MFkw", Ada, Now);
    private static readonly DossierExported Export = new(new("0e000000-0000-4000-8000-000000000001"), DossierOf.Call, new("ca110000-0000-4000-8000-000000000001"), Ada, Now, 12);

    [Fact]
    public void a_key_is_introduced_once() => Given(First).When(book => book.Introduce(First.Key, First.PublicKey, Ada, Now)).ThenNothing();

    [Fact]
    public void another_key_is_introduced_beside_it() =>
        Given(First).When(book => book.Introduce("fedcba9876543210", "MFkx", Ada, Now)).Then(new SigningKeyIntroduced("fedcba9876543210", "MFkx", Ada, Now));

    [Fact]
    public void each_export_is_told() => Given(First).When(book => book.Export(Export)).Then(Export);

    [Fact]
    public void an_export_told_already_is_not_told_again() => Given(First, Export).When(book => book.Export(Export)).ThenNothing();
}
