using System.Net;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>An unknown address is unknown to everybody; a known one says which methods it takes, before it asks who is asking.</summary>
public sealed class AskingForWhatIsNotThere(TestSite site)
{
    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/nothing")]
    [InlineData("PUT", "/api/clusters/review-queue/nothing")]
    [InlineData("DELETE", "/api/clusters/seven")]
    [InlineData("GET", "/api/clusters/seven/eligibility")]
    public async Task is_answered_with_not_found(string method, string address)
    {
        foreach (var caller in (string?[])[null, "applicant", "admin"])
        {
            var answer = (await (await site.Service).Client(caller).Ask(new(method), address, null)).IsProblem(HttpStatusCode.NotFound, "not-found");
            Assert.Empty(answer.ContentHeaders.Allow);
        }
    }

    [Theory]
    [InlineData("DELETE", "/api/clusters", "GET, HEAD, POST")]
    [InlineData("PUT", "/api/calls/COS-CLUSINT-2016-03-01", "GET, HEAD")]
    [InlineData("GET", "/api/clusters/imports", "POST")]
    [InlineData("PATCH", "/api/feed", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/demo/clock", "GET, HEAD, POST")]
    [InlineData("POST", "/api/applications/11111111-2222-4333-8444-555555555555/proposal", "PATCH")]
    public async Task with_a_method_the_address_does_not_take(string method, string address, string allowed)
    {
        foreach (var caller in (string?[])[null, "officer"])
        {
            var answer = (await (await site.Service).Client(caller).Ask(new(method), address, null)).IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
            Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow));
            Assert.Contains(allowed, answer.Body.Said("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/calls")]
    [InlineData("/api/calls/COS-CLUSINT-2016-03-01")]
    [InlineData("/api/clusters/export.csv")]
    [InlineData("/api/feed")]
    public async Task a_head_without_its_body(string address)
    {
        var anybody = (await site.Service).Client();
        var (head, get) = ((await anybody.Ask(HttpMethod.Head, address, null)).Ok(), (await anybody.Get(address)).Ok());

        Assert.Equal("", head.Text);
        Assert.Equal((get.ContentHeaders.ContentType, get.Headers.ETag), (head.ContentHeaders.ContentType, head.Headers.ETag));
    }
}
