using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace EligibilityService.Host.Identity.Keys;

/// <summary>Keys as sealed rows, so that every host on one database has the same. Read when options are made, hence synchronous.</summary>
internal sealed class KeyTable(NpgsqlDataSource database, MasterKey master) : IXmlRepository
{
    private const string DataProtection = "data-protection";

    private const string Ddl = """
        select pg_advisory_xact_lock(hashtextextended('eligibility.keys', 0));
        create schema if not exists eligibility;
        create table if not exists eligibility.keys (
            purpose text not null,
            name text not null,
            sealed bytea not null,
            created_at timestamptz not null default now(),
            primary key (purpose, name));
        """;

    /// <summary>The key of that name; of several hosts that find none, one makes it and the others wait and take it.</summary>
    public byte[] FindOrCreate(string purpose, string name, Func<byte[]> create)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Execute(connection, Ddl);

        using var find = new NpgsqlCommand("select sealed from eligibility.keys where purpose = $1 and name = $2", connection);
        find.Parameters.Add(new() { Value = purpose });
        find.Parameters.Add(new() { Value = name });

        if (find.ExecuteScalar() is byte[] box) return master.Open($"{purpose}/{name}", box);

        var key = create();
        Insert(connection, purpose, name, key);
        transaction.Commit();
        return key;
    }

    /// <summary>All keys of a purpose, in the order of their names.</summary>
    public IReadOnlyList<(byte[] Key, DateTimeOffset Since)> All(string purpose)
    {
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand("select name, sealed, created_at from eligibility.keys where purpose = $1 order by name", connection);
        command.Parameters.Add(new() { Value = purpose });
        using var row = command.ExecuteReader();

        var keys = new List<(byte[], DateTimeOffset)>();
        while (row.Read()) keys.Add((master.Open($"{purpose}/{row.GetString(0)}", row.GetFieldValue<byte[]>(1)), row.GetFieldValue<DateTimeOffset>(2)));
        return keys;
    }

    /// <summary>Runs while no other host does the same.</summary>
    public void Alone(Action work)
    {
        using var connection = database.OpenConnection();
        Execute(connection, "select pg_advisory_lock(hashtextextended('eligibility.key-ring', 0))");
        try
        {
            work();
        }
        finally
        {
            Execute(connection, "select pg_advisory_unlock(hashtextextended('eligibility.key-ring', 0))");
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand("select name, sealed from eligibility.keys where purpose = $1 order by created_at", connection);
        command.Parameters.Add(new() { Value = DataProtection });
        using var row = command.ExecuteReader();

        var elements = new List<XElement>();
        while (row.Read())
        {
            var plain = master.Open($"{DataProtection}/{row.GetString(0)}", row.GetFieldValue<byte[]>(1));
            elements.Add(XElement.Parse(Encoding.UTF8.GetString(plain)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        Insert(connection, DataProtection, friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
    }

    private void Insert(NpgsqlConnection connection, string purpose, string name, byte[] key)
    {
        using var command = new NpgsqlCommand("insert into eligibility.keys (purpose, name, sealed) values ($1, $2, $3)", connection);
        command.Parameters.Add(new() { Value = purpose });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = master.Seal($"{purpose}/{name}", key) });
        command.ExecuteNonQuery();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
