using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Broker;

/// <summary>Over an encrypted connection a broker is talked to only if somebody known vouches for it, under the name it is called by.</summary>
public sealed class TrustingABroker(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whose_certificate_fits_and_no_other()
    {
        using var house = Authority();
        using var stranger = Authority();
        using var certificate = Signed(house, "localhost");
        await using var server = new RabbitMqServer { Certificate = certificate };
        await server.Start();

        foreach (var (host, authorities) in (IEnumerable<(string, X509Certificate2Collection?)>)[("localhost", null), ("localhost", [stranger]), ("127.0.0.1", [house])])
        {
            var settings = new BrokerSettings(server.Encrypted(host)) { Exchanges = Publisher.SomeExchanges(), Authorities = authorities };
            Assert.Equal(BrokerTroubles.Certificate, (await Assert.ThrowsAsync<BrokerTrouble>(async () => await BrokerLine.Open(settings, BrokerCursor.Id, Cancelled))).Code);
        }

        await using var publisher = await Publisher.Start(await postgres.FreshDatabase(), new(server.Encrypted("localhost")) { Exchanges = Publisher.SomeExchanges(), Authorities = [house] });
        await publisher.Publication();
        await publisher.Confirmed();
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=House", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
