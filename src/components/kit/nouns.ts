import Answer from "./Answer.astro";
import Ask from "./Ask.astro";
import Cases from "./Cases.astro";
import CellMap from "./CellMap.astro";
import Chart from "./Chart.astro";
import Choice from "./Choice.astro";
import Cite from "./Cite.astro";
import Claim from "./Claim.astro";
import Draw from "./Draw.astro";
import During from "./During.astro";
import Explanation from "./Explanation.astro";
import Failure from "./Failure.astro";
import Found from "./Found.astro";
import Further from "./Further.astro";
import Gauge from "./Gauge.astro";
import Gauges from "./Gauges.astro";
import Handover from "./Handover.astro";
import Holds from "./Holds.astro";
import HowMuch from "./HowMuch.astro";
import Keep from "./Keep.astro";
import Lever from "./Lever.astro";
import Levers from "./Levers.astro";
import Log from "./Log.astro";
import MathPeek from "./MathPeek.astro";
import Mine from "./Mine.astro";
import Note from "./Note.astro";
import OwnFile from "./OwnFile.astro";
import Pair from "./Pair.astro";
import Peeks from "./Peeks.astro";
import Predict from "./Predict.astro";
import Presets from "./Presets.astro";
import Prompt from "./Reflect.astro";
import Step from "./Step.astro";
import Story from "./Story.astro";
import Study from "./Study.astro";
import Transfer from "./Transfer.astro";
import Trials from "./Trials.astro";
import Value from "./Value.astro";
import Workbench from "./Workbench.astro";
import Zone from "./Zone.astro";

/** The nouns that a chapter's words may use, without an import. */
export const nouns = {
  Answer,
  Ask,
  Cases,
  CellMap,
  Chart,
  Choice,
  Cite,
  Claim,
  Draw,
  During,
  Explanation,
  Failure,
  Found,
  Further,
  Gauge,
  Gauges,
  Handover,
  Holds,
  HowMuch,
  Keep,
  Lever,
  Levers,
  Log,
  MathPeek,
  Mine,
  Note,
  OwnFile,
  Pair,
  Peeks,
  Predict,
  Presets,
  Reflect: Prompt,
  Step,
  Story,
  Study,
  Transfer,
  Trials,
  Value,
  Workbench,
  Zone,
};
