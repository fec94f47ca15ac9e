using System.Globalization;
using EligibilityService.Application.Notifications;
using EligibilityService.Infrastructure.Subscriptions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace EligibilityService.Infrastructure.Mails;

/// <summary>Hands mails to the mail server, evenly over the minute, again with growing pauses, and gives a mail up after three days. The id of a mail stays the same however often it is handed over.</summary>
internal sealed class MailSending(NpgsqlDataSource source, TimeProvider time, UnsubscribeTokens tokens, MailSettings settings, ILogger<MailSending> log) : ILeaderWork
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), FirstPause = TimeSpan.FromMinutes(5), LongestPause = TimeSpan.FromHours(8), Patience = TimeSpan.FromSeconds(30);

    private sealed record Waiting(Guid Id, Guid Person, string Name, string Email, string Subject, string Text, string Html, int Attempts, DateTimeOffset? FailingSince);

    public async Task Run(long term, CancellationToken cancellationToken)
    {
        if (settings.Host is null) await Task.Delay(Timeout.Infinite, cancellationToken);
        while (true)
        {
            try
            {
                await Task.Delay(await SendOne(term, cancellationToken) ? TimeSpan.FromMinutes(1) / settings.PerMinute : Look, cancellationToken);
            }
            catch (Exception failed) when (failed is not (FencedOff or OperationCanceledException))
            {
                log.LogWarning(failed, "Mails could not be looked at; this is tried again");
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    private async Task<bool> SendOne(long term, CancellationToken cancellationToken)
    {
        if (await Take(term, cancellationToken) is not { } mail) return false;

        if (!MailboxAddress.TryParse(mail.Email, out var address))
        {
            await Note(mail, "No address that mail can be sent to", isFinal: true, cancellationToken);
            return true;
        }

        try
        {
            using var smtp = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
            await smtp.ConnectAsync(settings.Host!, settings.Port, settings.Tls ? SecureSocketOptions.Auto : SecureSocketOptions.None, cancellationToken);
            if (settings.Tls && !smtp.IsSecure) throw new SslHandshakeException("The mail server offers no encryption.");
            if (settings.User is { Length: > 0 } user) await smtp.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
            await smtp.SendAsync(Message(mail, address), cancellationToken);
            await smtp.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (SmtpCommandException refused)   // what the server says may hold the address: its code is enough
        {
            var code = ((int)refused.StatusCode).ToString(CultureInfo.InvariantCulture);
            await Note(mail, $"The mail server answered {code}", refused is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: >= (SmtpStatusCode)500 }, cancellationToken);
            return true;
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await Note(mail, failed switch
            {
                SslHandshakeException => "No encrypted connection to the mail server",
                AuthenticationException => "The mail server does not accept our user and password",
                _ => "The mail server could not be reached",
            }, isFinal: false, cancellationToken);
            return true;
        }

        await Execute("update eligibility.mails set sent_at = $2, trouble = null where id = $1", cancellationToken, mail.Id, Now);
        return true;
    }

    private MimeMessage Message(Waiting mail, MailboxAddress address)
    {
        var message = new MimeMessage { Subject = mail.Subject, MessageId = $"{mail.Id:N}@{settings.Service.Host}", Date = Now, Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody() };
        message.From.Add(new MailboxAddress("EligibilityService", settings.From));
        message.To.Add(new MailboxAddress(mail.Name, address.Address));
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{new MailLinks(settings.Service, tokens.Of(mail.Person)).OneClick.AbsoluteUri}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Taken for a while, so that another host that takes the lead does not send it at the same time.</summary>
    private async Task<Waiting?> Take(long term, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Leadership.Check(connection, transaction, term, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            update eligibility.mails m set next_at = $2, attempts = attempts + 1 from eligibility.persons p
            where p.id = m.person and m.id = (select id from eligibility.mails where sent_at is null and given_up_at is null and next_at <= $1 order by next_at, id limit 1)
            returning m.id, m.person, p.name, p.email, m.subject, m.text, m.html, m.attempts, m.failing_since
            """, connection, transaction);
        command.Parameters.Add(new() { Value = Now });
        command.Parameters.Add(new() { Value = Now + FirstPause });
        Waiting? mail = null;
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await row.ReadAsync(cancellationToken))
            {
                mail = new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt32(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8));
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return mail;
    }

    private async Task Note(Waiting mail, string trouble, bool isFinal, CancellationToken cancellationToken)
    {
        var since = mail.FailingSince ?? Now;
        if (isFinal || Now - since >= MailSettings.GivenUpAfter)
        {
            log.LogWarning("Mail {Mail} was given up after {Attempts} attempts: {Trouble}", mail.Id, mail.Attempts, trouble);
            await Execute("update eligibility.mails set given_up_at = $2, trouble = $3 where id = $1", cancellationToken, mail.Id, Now, trouble);
            return;
        }

        var pause = FirstPause * Math.Pow(3, Math.Min(mail.Attempts - 1, 10));
        await Execute(
            "update eligibility.mails set next_at = $2, failing_since = $3, trouble = $4 where id = $1", cancellationToken, mail.Id, Now + (pause < LongestPause ? pause : LongestPause), since.ToUniversalTime(), trouble);
    }

    private DateTimeOffset Now => time.GetUtcNow().ToUniversalTime();

    private async Task Execute(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await MailTables.Do(connection, sql, cancellationToken, values);
    }
}
