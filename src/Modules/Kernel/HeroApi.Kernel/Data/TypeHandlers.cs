using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace HeroApi.Kernel.Data;

/// <summary>
/// One provider-aware handler per type that the two engines store differently. Without them SQLite cannot read a Guid
/// and keeps whatever offset an instant came with; without a DbType on null PostgreSQL answers 42P08.
/// </summary>
internal static class TypeHandlers
{
    private static int registered;

    /// <summary>Instants on SQLite are fixed-width text, so that text order is time order.</summary>
    internal const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    internal static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1)
            return;

        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Add<Guid>(new GuidHandler());
        Add<DateTimeOffset>(new InstantHandler());
        Add<DateOnly>(new DateHandler());
        SqlMapper.AddTypeHandler(typeof(PartialDate), new PartialDateHandler());
    }

    private static void Add<T>(SqlMapper.ITypeHandler handler) where T : struct
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.RemoveTypeMap(typeof(T?));
        SqlMapper.AddTypeHandler(typeof(T), handler);
    }

    /// <summary>The value as the engine stores it, for parameters that do not pass through Dapper.</summary>
    internal static object ToSqlite(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D"),
        DateTimeOffset at => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PartialDate date => date.ToString(),
        bool flag => flag ? 1L : 0L,
        _ => value
    };

    internal static object ToPostgres(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at => at.UtcDateTime,
        PartialDate date => date.ToString(),
        _ => value
    };

    private static void Set(IDbDataParameter parameter, DbType type, object? value)
    {
        var sqlite = parameter is SqliteParameter;
        parameter.DbType = sqlite ? DbType.String : type;
        parameter.Value = value is null or DBNull ? DBNull.Value : sqlite ? ToSqlite(value) : ToPostgres(value);
    }

    private sealed class GuidHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) => Set(parameter, DbType.Guid, value);

        public object Parse(Type destinationType, object value) =>
            value as Guid? ?? Guid.Parse((string)value, CultureInfo.InvariantCulture);
    }

    private sealed class InstantHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) => Set(parameter, DbType.DateTime, value);

        public object Parse(Type destinationType, object value) => value switch
        {
            DateTimeOffset at => at.ToUniversalTime(),
            DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
            _ => DateTimeOffset.ParseExact((string)value, InstantFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal)
        };
    }

    private sealed class DateHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) => Set(parameter, DbType.Date, value);

        public object Parse(Type destinationType, object value) => value switch
        {
            DateOnly date => date,
            DateTime at => DateOnly.FromDateTime(at),
            _ => DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        };
    }

    private sealed class PartialDateHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) => Set(parameter, DbType.String, value);

        public object Parse(Type destinationType, object value) => PartialDate.Parse((string)value, CultureInfo.InvariantCulture);
    }
}
