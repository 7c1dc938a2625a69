using Shouldly;

namespace HeroApi.Architecture.Tests;

/// <summary>Texts that change only when somebody means it: <c>build/approve</c> rewrites them, and the diff is read.</summary>
internal static class Approved
{
    internal static void Compare(string file, string actual)
    {
        var path = Path.Combine(Solution.Root, file);
        if (Environment.GetEnvironmentVariable("HEROAPI_APPROVE") == "1")
            File.WriteAllText(path, actual);

        File.Exists(path).ShouldBeTrue($"{file} does not exist: run build/approve");
        var approved = File.ReadAllText(path);
        if (approved != actual)
            throw new ShouldAssertException($"{file} is not what the code says now. Read the difference, then run build/approve.\n{FirstDifference(approved, actual)}");
    }

    private static string FirstDifference(string approved, string actual)
    {
        var (before, now) = (approved.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(i => before[i] != now[i], Math.Min(before.Length, now.Length));
        return $"line {line + 1}\n- {before.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }
}
