using System.Globalization;
using System.Text;

namespace NimmGen.Data;

/// <summary>What headers say, in the languages that public health files are often written in.</summary>
internal static class Words
{
    public static readonly HashSet<string> Date = Set("date day dia fecha datum data jour tag week semana woche semaine epiweek mmwr month mes monat mois time period periodo ds t isoweek yearweek yearmonth reported onset");
    public static readonly HashSet<string> Place = Set("place location region state province county city country district department municipality municipio ciudad departamento estado provincia pais land kreis bundesland stadt ort lugar site facility hospital area canton prefecture town ccg trust lga ward");
    public static readonly HashSet<string> Code = Set("code id fips iso iso2 iso3 geoid nuts gadm key abbreviation lat latitude long longitude lon");
    public static readonly HashSet<string> Cases = Set("case cases casos caso faelle falle fall cas confirmed confirmados positive positives positivos infections infection incidence incident ili count counts notifications diagnoses y target value outbreak");
    public static readonly HashSet<string> Deaths = Set("death deaths muertes fallecidos deceased todesfalle todesfaelle deces mortality");
    public static readonly HashSet<string> Hospital = Set("hospitalised hospitalized hospitalisations hospitalizations hospitalised hosp admissions admitted icu uci bed beds occupied patients");
    public static readonly HashSet<string> Prevalent = Set("bed beds occupied current currently active prevalence prevalent activos icu uci hospitalised hospitalized patients");
    public static readonly HashSet<string> Cumulative = Set("cumulative cum cumul cumulated acumulado acumulados total totals kumuliert");
    public static readonly HashSet<string> Fresh = Set("new daily weekly monthly nuevos neue nouveaux");
    public static readonly HashSet<string> Percent = Set("percent percentage pct prozent porcentaje ili");
    public static readonly HashSet<string> Population = Set("population pop inhabitants habitantes poblacion einwohner residents bevolkerung");
    public static readonly HashSet<string> Calendar = Set("t index row year ano jahr annee week month day weekday dow semana mes dia epiweek");
    public static readonly HashSet<string> Year = Set("year ano jahr annee yr");
    public static readonly HashSet<string> Week = Set("week semana woche semaine epiweek mmwr isoweek wk epi iso");
    public static readonly HashSet<string> Month = Set("month mes monat mois");

    /// <summary>Words of a header: lower case, without accents, divided at capitals and at what is no letter or digit.</summary>
    public static string[] Of(string header)
    {
        var text = new StringBuilder();
        char before = ' ';
        foreach (char c in header.Replace("%", " percent ", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            char lower = char.ToLowerInvariant(c);
            char plain = Accented.IndexOf(lower, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : lower;
            text.Append(char.IsLower(before) && char.IsUpper(c) ? " " : "").Append(char.IsAsciiLetterOrDigit(plain) ? plain : ' ');
            before = c;
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    public static bool Speaks(string header, HashSet<string> words) => Array.Exists(Of(header), words.Contains);

    /// <summary>A symbol that models can use: snake_case, beginning with a letter.</summary>
    public static string Symbol(string header)
    {
        string name = string.Join('_', Of(header));
        return name.Length == 0 ? "column" : char.IsAsciiDigit(name[0]) ? "c_" + name : name;
    }

    /// <summary>Lower-case words with hyphens, as data sets are named.</summary>
    public static string Slug(string text) => Of(text) is { Length: > 0 } words ? string.Join('-', words) : "my-data";

    // The program runs without the tables that would take accents away.
    private const string Accented = "àáâãäåāçćčèéêëēęìíîïīñńòóôõöøōùúûüūýÿšśžźżłđ";
    private const string Plain = "aaaaaaacccee" + "eeeeiiiiinnooooooouuuuuyysszzzld";

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
