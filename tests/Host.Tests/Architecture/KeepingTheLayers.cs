using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Inbound;
using EligibilityService.Domain.Deciding;
using EligibilityService.Infrastructure;
using MediatR;

namespace EligibilityService.Host.Tests.Architecture;

/// <summary>Who may reference whom, and what keeps the tree the way a newcomer expects it.</summary>
public sealed class KeepingTheLayers
{
    private static readonly Assembly
        Domain = typeof(Text).Assembly, Application = typeof(ILedger).Assembly, Infrastructure = typeof(InfrastructureRegistration).Assembly, Host = typeof(Host.Pages.App).Assembly;

    public static TheoryData<string, string[]> Layers => new()
    {
        { "Domain", ["NodaTime"] },
        { "Application", ["EligibilityService.Domain", "NodaTime", "MediatR", "FluentValidation", "Microsoft.Extensions.DependencyInjection.Abstractions"] },
    };

    [Theory, MemberData(nameof(Layers))]
    public void a_layer_knows_nothing_but_what_it_may(string layer, string[] known) =>
        Assert.Empty(ReferencesOf(Assembly.Load($"EligibilityService.{layer}")).Where(name => !IsBase(name)).Except(known));

    [Fact]
    public void nobody_references_the_host() =>
        Assert.All((Assembly[])[Domain, Application, Infrastructure], layer => Assert.DoesNotContain("EligibilityService.Host", ReferencesOf(layer)));

    [Fact]
    public void what_listens_stays_in_the_host() =>
        Assert.DoesNotContain(ReferencesOf(Infrastructure), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("OpenIddict", StringComparison.Ordinal));

    /// <summary>A page that stops within an element leaves it open, and rendering fails.</summary>
    [Fact]
    public void no_page_leaves_its_markup_inside_an_element() =>
        Assert.DoesNotContain(Sources("*.razor"), page => Markup(page).Any(line => line.StartsWith("     ", StringComparison.Ordinal) && line.Contains("return;", StringComparison.Ordinal)));

    [Fact]
    public void no_folder_is_named_for_a_kind_of_class() =>
        Assert.Empty(Sources().SelectMany(file => file.Split('/')).Intersect(["Common", "Helpers", "Utils", "Dtos", "Interfaces", "Commands", "Queries"]));

    [Fact]
    public void events_are_not_passed_through_the_mediator() =>
        Assert.DoesNotContain(Types(), type => typeof(INotification).IsAssignableFrom(type));

    [Fact]
    public void the_mediators_imitation_is_not_used() =>
        Assert.DoesNotContain((Assembly[])[Domain, Application, Infrastructure, Host], layer => NamespacesUsedBy(layer).Contains("Wolverine.Shims.MediatR"));

    [Fact]
    public void handlers_stand_beside_their_rules_or_their_data_and_are_final()
    {
        var handlers = Types().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(IsHandling)).ToArray();

        Assert.NotEmpty(handlers);
        Assert.All(handlers, handler => Assert.True(handler.IsSealed && (handler.Assembly == Application || handler.Assembly == Infrastructure), handler.FullName));
    }

    [Fact]
    public void every_request_says_who_may_send_it_and_has_one_handler()
    {
        var handled = Types().SelectMany(type => type.GetInterfaces()).Where(IsHandling).ToLookup(role => role.GetGenericArguments()[0]);

        Assert.All(Requests(), request =>
        {
            var may = request.GetCustomAttribute<MayAttribute>();
            Assert.True(may is { StatesSomething: true }, $"{request.Name} does not say who may send it.");
            Assert.True(!may.Own || typeof(IConcernsCluster).IsAssignableFrom(request), $"{request.Name} is open to a cluster's own people and does not say which cluster it concerns.");
            Assert.True(!may.Assigned || typeof(IConcernsApplication).IsAssignableFrom(request), $"{request.Name} is for assigned officers and does not say which application it concerns.");
            Assert.True(
                !may.Granted || ((Type[])[typeof(IConcernsCluster), typeof(IConcernsApplication), typeof(IConcernsCallLists), typeof(IDelivered)]).Any(about => about.IsAssignableFrom(request)),
                $"{request.Name} is open to whom something was granted and does not say what it concerns.");
            Assert.True(handled[request].Count() == 1, $"{request.Name} has {handled[request].Count()} handlers.");
        });
    }

    /// <summary>Whoever adds a question about an application says with it what a look at the answer is called in the access log.</summary>
    [Fact]
    public void every_question_about_an_application_leaves_a_trace() => Assert.All(
        Requests().Where(request => typeof(IConcernsApplication).IsAssignableFrom(request) && !typeof(IRequest<Receipt>).IsAssignableFrom(request) && request != typeof(ShowLooks)),
        request => Assert.True(Looking.IsLogged(request), $"{request.Name} shows an application, and nobody would know who looked."));

    /// <summary>Two accounts of one person are one: what only two may do is decided with all accounts in hand.</summary>
    [Fact]
    public void who_proposes_or_confirms_is_known_with_all_accounts() => Assert.DoesNotContain(
        Sources().Where(file => file.StartsWith("src/Application/Applications/", StringComparison.Ordinal) || file.StartsWith("src/Application/Calls/", StringComparison.Ordinal))
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, file)), @"class (?:Confirm(?!Partner)\w+|ProposeRedress|TakeStep)Handler.*?\n}", System.Text.RegularExpressions.RegexOptions.Singleline)),
        handler => handler.Value.Contains("PersonId", StringComparison.Ordinal));

    [Fact]
    public void every_request_stands_in_application() => Assert.All(Requests(), request => Assert.Equal(Application, request.Assembly));

    private static IEnumerable<Type> Requests() => Types().Where(type => type is { IsAbstract: false } && type.GetInterfaces().Any(role => role.IsGenericType && role.GetGenericTypeDefinition() == typeof(IRequest<>)));

    private static bool IsHandling(Type role) => role.IsGenericType && role.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);

    private static IEnumerable<Type> Types() => ((Assembly[])[Domain, Application, Infrastructure, Host]).SelectMany(layer => layer.GetTypes());

    private static string[] ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static bool IsBase(string name) => name is "netstandard" or "mscorlib" || name.StartsWith("System.", StringComparison.Ordinal) || name is "System";

    private static HashSet<string> NamespacesUsedBy(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace))];
    }

    private static IEnumerable<string> Markup(string page) => File.ReadLines(Path.Combine(Repository.Root, page)).TakeWhile(line => !line.StartsWith("@code", StringComparison.Ordinal));

    private static IEnumerable<string> Sources(string names = "*.cs") => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), names, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));
}
