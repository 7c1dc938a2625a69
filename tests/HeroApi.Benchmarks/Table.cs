using System.Globalization;

namespace HeroApi.Benchmarks;

/// <summary>The one table that a run prints: figure, reference, ratio, aim.</summary>
internal static class Table
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    internal static void Head() => Console.WriteLine($"{"figure",-46}{"ours",12}{"reference",12}{"ratio",7}  {"aim",-9} reference is");

    /// <summary>Answers per second beside those of a reference.</summary>
    internal static void Speed(string figure, double ours, double? reference, double? aim, string what) =>
        Row(figure, Number(ours), reference is { } other ? Number(other) : "", ours / reference, aim is { } least ? $">= {least.ToString("0.00", Plain)}" : "", what);

    /// <summary>How many times as long something takes as its reference, of their speeds.</summary>
    internal static void Growth(string figure, double ours, double reference, double aim, string what) =>
        Row(figure, Number(ours), Number(reference), reference / ours, $"<= {aim.ToString("0.00", Plain)}", what);

    /// <summary>A figure that stands for itself.</summary>
    internal static void Plainly(string figure, double ours, string unit, double aim, string what) =>
        Row(figure, $"{ours.ToString("0.000", Plain)} {unit}", "", null, $"<= {aim.ToString("0.###", Plain)} {unit}", what);

    internal static void Missing(string figure, string why) => Console.WriteLine($"{figure,-46}  {why}");

    private static void Row(string figure, string ours, string reference, double? ratio, string aim, string what) =>
        Console.WriteLine($"{figure,-46}{ours,12}{reference,12}{ratio?.ToString("0.00", Plain),7}  {aim,-9} {what}");

    private static string Number(double number) => number.ToString("N0", Plain);
}
