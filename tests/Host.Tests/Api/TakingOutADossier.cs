using System.Diagnostics;
using System.Net;
using System.Text;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Log;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>From the signed receipt to the dossier that is verified offline by the repository's own command.</summary>
public sealed class TakingOutADossier(TestSite site)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task a_repeated_submission_has_the_same_receipt_and_the_dossier_is_proven_against_a_checkpoint_noted_before()
    {
        var service = await site.Service;
        var applicant = service.Client("applicant");
        var application = (await applicant.Post("/api/applications", new { call = "ECCP-MATCH-BRAZIL-2016", cluster = ImportRow.ClusterIdOf("DEMO-000001") })).Created().Id;
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await applicant.Post($"/api/applications/{application}/submissions", """{"confirmEmpty":true}""", key)).Created();
        var again = (await applicant.Post($"/api/applications/{application}/submissions", """{"confirmEmpty":true}""", key)).Created();
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Body.GetProperty("receipt").Said("note"), (await applicant.Get($"/api/applications/{application}/submissions/1/receipt?minPosition={first.Position}")).Ok().Body.Said("note"));
        (await applicant.Get($"/api/applications/{application}/submissions/2/receipt")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await applicant.Post($"/api/applications/{application}/withdrawal", new { reason = "We apply together with others." })).Ok();   // the demonstration's own cluster may apply again elsewhere

        var anybody = service.Client();
        var noted = await Covered(anybody, applicant, application);
        var folder = Directory.CreateTempSubdirectory("eligibility-dossier-");
        try
        {
            var (zip, checkpoint) = (Path.Combine(folder.FullName, "dossier.zip"), Path.Combine(folder.FullName, "checkpoint.json"));
            await File.WriteAllBytesAsync(zip, await service.Client("auditor").GetByteArrayAsync($"/api/applications/{application}/dossier", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(checkpoint, noted, TestContext.Current.CancellationToken);

            using (var files = await System.IO.Compression.ZipFile.OpenReadAsync(zip, TestContext.Current.CancellationToken))
            using (var texts = new StreamReader(await files.GetEntry("texts.jsonl")!.OpenAsync(TestContext.Current.CancellationToken)))
            {
                Assert.Contains("We apply together with others.", await texts.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }

            await Deeds.Verify(0, "PROVEN", zip, "--checkpoint", checkpoint);
            await Deeds.Verify(2, "NOT PROVEN", zip);
            await File.WriteAllTextAsync(checkpoint, noted.Replace("streams ", "streams 1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            await Deeds.Verify(1, "ALTERED", zip, "--checkpoint", checkpoint);
            await Deeds.Verify(64, "--checkpoint", "--unknown");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task what_cannot_be_proven_says_why()
    {
        var anybody = (await site.Service).Client();
        (await anybody.Get("/api/log/proofs/inclusion")).IsProblem(HttpStatusCode.BadRequest, "invalid");
        (await anybody.Get("/api/log/checkpoints?limit=0")).IsProblem(HttpStatusCode.BadRequest, "invalid");
        (await anybody.Get("/api/log/checkpoints/999999999")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await (await site.Service).Client("auditor").Get($"/api/calls/{Guid.NewGuid()}/dossier")).IsProblem(HttpStatusCode.NotFound, "call-unknown");
    }

    /// <summary>Waits for the checkpoint that covers the submission, which takes less than a minute.</summary>
    private static async Task<string> Covered(HttpClient anybody, HttpClient applicant, Guid application)
    {
        var since = Stopwatch.StartNew();
        while (!(await applicant.Get($"/api/applications/{application}/submissions/1/receipt")).Ok().Body.TryGetProperty("inclusion", out _))
        {
            Assert.True(since.Elapsed < Patience, "No checkpoint covered the submission.");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        }

        return (await anybody.Get("/api/log/checkpoints/latest")).Ok().Text;
    }
}
