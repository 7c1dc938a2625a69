using System.Text;

namespace HeroApi.TestKit;

/// <summary>Searches all that a database keeps, past every column and encoding a test might forget.</summary>
public static class Everything
{
    public static async Task<bool> Holds(this Api api, string text)
    {
        if (api.Database.Engine == Engine.Sqlite)
            return Directory.EnumerateFiles(api.Database.Folder, "hero.db*").Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        foreach (var table in await api.Rows<string>("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"))
            if (await api.Count($"{table} t", "t::text LIKE @text OR t::text LIKE @hex", new { text = $"%{text}%", hex = $"%{hex}%" }) > 0)
                return true;
        return false;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes;
    }
}
