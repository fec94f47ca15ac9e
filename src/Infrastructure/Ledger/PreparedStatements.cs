using Npgsql;

namespace EligibilityService.Infrastructure.Ledger;

/// <summary>Statements that Npgsql prepares by and by, and what becomes of them when a connection fails while it does.</summary>
public static class PreparedStatements
{
    /// <summary>The connection remembers statements that the server does not have, or has otherwise (npgsql/npgsql#6391). Nothing was executed; asked again on another connection, it may succeed.</summary>
    public static bool AreSpoilt(Exception? exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.ProtocolViolation }
        || exception?.Message.Contains("unexpected backend message", StringComparison.Ordinal) is true
        || (exception?.InnerException is { } inner && AreSpoilt(inner));
}
