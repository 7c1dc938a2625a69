using System.Data.Common;
using System.Globalization;
using HeroApi.Kernel.Data;
using Microsoft.Data.Sqlite;

namespace HeroApi.Benchmarks;

/// <summary>Values as each engine keeps them, in and out.</summary>
internal static class BareValues
{
    internal static object Native(DbCommand command, object? value) => command is SqliteCommand ? TypeHandlers.ToSqlite(value) : TypeHandlers.ToPostgres(value);

    internal static Guid Id(DbDataReader r, int column) => r is SqliteDataReader ? Guid.Parse(r.GetString(column)) : r.GetGuid(column);

    internal static DateTimeOffset At(DbDataReader r, int column) => r is SqliteDataReader
        ? DateTimeOffset.ParseExact(r.GetString(column), TypeHandlers.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : new DateTimeOffset(r.GetDateTime(column));

    internal static DateOnly Day(DbDataReader r, int column) => r is SqliteDataReader
        ? DateOnly.ParseExact(r.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : r.GetFieldValue<DateOnly>(column);

    internal static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    internal static double? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDouble(column);

    internal static long? Count(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    internal static byte[]? Bytes(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<byte[]>(column);
}
